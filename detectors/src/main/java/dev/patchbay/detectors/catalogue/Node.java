package dev.patchbay.detectors.catalogue;

import java.util.List;
import java.util.Map;

/** A value of a catalogue's file, JSON or YAML alike, with its place. */
sealed interface Node {
  /** Line, counted from 1. */
  int line();

  record Mapping(int line, Map<String, Node> entries) implements Node {}

  record Sequence(int line, List<Node> items) implements Node {}

  record Text(int line, String value) implements Node {}

  record Flag(int line, boolean value) implements Node {}

  /** A number or a null: nothing in a catalogue takes one. */
  record Other(int line, String value) implements Node {}
}
