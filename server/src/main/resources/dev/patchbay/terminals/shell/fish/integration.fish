# Patchbay's shell integration for fish, read after the user's own files: marks prompts and commands (OSC 133) and tells
# the folder (OSC 7). From version 4 on fish does so by itself.

set --erase PATCHBAY_FISH_SCRIPT

if status is-interactive; and string match --quiet --regex '^[0-3]\.' -- $version
    function __patchbay_folder --on-variable PWD
        printf '\e]7;file://%s%s\a' $hostname (string escape --style=url -- $PWD)
    end

    # One that is kept out of the history, by the blank before it, is not told either.
    function __patchbay_output --on-event fish_preexec
        if string match --quiet -- ' *' $argv[1]; or test (string length -- $argv[1]) -gt 1000
            printf '\e]133;C\a'
        else
            printf '\e]133;C;cmdline_url=%s\a' (string escape --style=url -- $argv[1])
        end
    end

    function __patchbay_ended --on-event fish_postexec
        printf '\e]133;D;%s\a' $status
    end

    functions --copy fish_prompt __patchbay_users_prompt
    function fish_prompt
        printf '\e]133;A\a'
        __patchbay_users_prompt
        printf '\e]133;B\a'
    end

    __patchbay_folder
end
