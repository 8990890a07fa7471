import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Imports point down only: ui → state → terminal → net. */
const rooms = {
  net: ['state', 'terminal', 'ui'],
  terminal: ['state', 'ui'],
  state: ['ui'],
};

/** Only state and ui know Preact; net knows no DOM. */
const withoutPreact = ['net', 'terminal'];
const dom = ['document', 'window', 'navigator', 'localStorage', 'history', 'HTMLElement'];

const boundaries = Object.entries(rooms).map(([room, above]) => ({
  files: [`src/${room}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...above.map((name) => ({ group: [`**/${name}/*`], message: 'Imports point down.' })),
          ...(withoutPreact.includes(room)
            ? [
                {
                  group: ['preact', 'preact/*', '@preact/*'],
                  message: 'Only state and ui know it.',
                },
              ]
            : []),
        ],
      },
    ],
    ...(room === 'net' ? { 'no-restricted-globals': ['error', ...dom] } : {}),
  },
}));

export default defineConfig(
  { ignores: ['dist', 'target', 'node_modules', 'test-results'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/ui/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  ...boundaries,
);
