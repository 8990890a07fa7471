# Patchbay's shell integration for bash: reads the user's own files, then marks prompts and commands (OSC 133) and
# tells the folder (OSC 7).

if [ -n "${PATCHBAY_LOGIN_SHELL-}" ]; then
  unset PATCHBAY_LOGIN_SHELL
  if [ -r /etc/profile ]; then . /etc/profile; fi
  if [ -r ~/.bash_profile ]; then
    . ~/.bash_profile
  elif [ -r ~/.bash_login ]; then
    . ~/.bash_login
  elif [ -r ~/.profile ]; then
    . ~/.profile
  fi
elif [ -r ~/.bashrc ]; then
  . ~/.bashrc
fi

# What is a URL's path, and a parameter of a sequence, in $1; the result is in __patchbay_encoded.
__patchbay_encode() {
  local LC_ALL=C text=$1 i char code
  __patchbay_encoded=
  for ((i = 0; i < ${#text}; i++)); do
    char=${text:i:1}
    case $char in
      [a-zA-Z0-9/._~-]) __patchbay_encoded+=$char ;;
      *)
        printf -v code '%d' "'$char"
        printf -v char '%%%02X' "$((code & 255))"
        __patchbay_encoded+=$char
        ;;
    esac
  done
}

# Before all else that goes before a prompt: how the last command ended.
__patchbay_ended() {
  local status=$?
  printf '\e]133;D;%s\a' "$status"
  return "$status"
}

# After all else: where we are, and the prompt, which may have been made anew.
__patchbay_prompt() {
  local status=$?
  if [ "$PWD" != "${__patchbay_folder-}" ]; then
    __patchbay_folder=$PWD
    __patchbay_encode "$PWD"
    __patchbay_folder_url=file://$HOSTNAME$__patchbay_encoded
  fi
  printf '\e]7;%s\a' "$__patchbay_folder_url"
  if [[ $PS1 != *'133;B'* ]]; then
    PS1='\[\e]133;A\a\]'$PS1'\[\e]133;B\a\]'
  fi
  if [[ ${PS0-} != *__patchbay_output* ]]; then
    PS0=${PS0-}'$(__patchbay_output)'
  fi
  __patchbay_last=$(HISTTIMEFORMAT='' builtin history 1)
  return "$status"
}

# Before a command runs. One that is kept out of the history is not told either.
__patchbay_output() {
  local line
  line=$(HISTTIMEFORMAT='' builtin history 1)
  if [ "$line" != "${__patchbay_last-}" ] && [ "${#line}" -le 1000 ]; then
    line=${line#"${line%%[![:space:]]*}"}
    line=${line#*[[:space:]]}
    line=${line#"${line%%[![:space:]]*}"}
    __patchbay_encode "$line"
    printf '\e]133;C;cmdline_url=%s\a' "$__patchbay_encoded"
  else
    printf '\e]133;C\a'
  fi
}

# PS0 came with 4.4, lists of commands before a prompt with 5.1.
if ((BASH_VERSINFO[0] > 4 || (BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] >= 4))); then
  if ((BASH_VERSINFO[0] > 5 || (BASH_VERSINFO[0] == 5 && BASH_VERSINFO[1] >= 1))); then
    PROMPT_COMMAND=(__patchbay_ended "${PROMPT_COMMAND[@]}" __patchbay_prompt)
  else
    PROMPT_COMMAND=__patchbay_ended$'\n'${PROMPT_COMMAND-}$'\n'__patchbay_prompt
  fi
fi
