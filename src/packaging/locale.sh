# Sourced: has Java take paths as UTF-8, as they are whatever the locale, which it decides once, when it starts.

# The user's own value goes beside it, since programs get that one: config/UserEnvironment takes it back.
export PATCHBAY_USER_LC_ALL="${LC_ALL-}"
export LC_ALL=C.UTF-8
