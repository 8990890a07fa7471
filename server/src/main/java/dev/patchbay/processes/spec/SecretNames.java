package dev.patchbay.processes.spec;

import java.util.regex.Pattern;

/** Variables whose values are most likely secrets, by their names. */
public final class SecretNames {
  private static final Pattern FORM =
      Pattern.compile(
          ".*(TOKEN|SECRET|PASSW(OR)?D|PASSPHRASE|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY).*",
          Pattern.CASE_INSENSITIVE);

  private SecretNames() {}

  public static boolean has(String name) {
    return FORM.matcher(name).matches();
  }
}
