package densa.table.encode;

import java.util.regex.Pattern;

/** What people write where a number or a date is missing. */
final class MissingText {

    private static final Pattern PATTERN = Pattern.compile(
            "[^\\p{L}\\p{N}]*|#?(n\\.?/?a\\.?|nan|nil|null|none|no data|unknown|unk|missing|undefined|tbd|x"
                    + "|div/0!|value!|ref!|name\\?|num!)",
            Pattern.CASE_INSENSITIVE);

    private MissingText() {}

    /** Returns whether a text says that there is no value: blanks, signs alone such as "-", n/a, unknown, #DIV/0!. */
    static boolean matches(String text) {
        return PATTERN.matcher(text.strip()).matches();
    }
}
