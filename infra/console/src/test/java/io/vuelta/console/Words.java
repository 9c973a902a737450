package io.vuelta.console;

import java.util.Map;
import java.util.Objects;

/** The console's words in one language, so that one test can run in both languages. */
final class Words {
    private final Map<?, ?> words;

    private Words(Map<?, ?> words) {
        this.words = words;
    }

    /** The words of an open page. */
    static Words of(Browser browser, String language) {
        Object found = browser.asynchronous("""
                const [language, done] = arguments;
                const app = document.querySelector('script[type=module]').src;
                import(app.replace('app.js', `words/${language}.js`)).then(({words}) => done(words), error => done({error: String(error)}));
                """, language);
        return new Words((Map<?, ?>) Objects.requireNonNull(found));
    }

    /** The text without placeholders to fill in. */
    String of(String key) {
        return of(key, Map.of());
    }

    /** The text with values filled in; for a plural, the form for several. */
    String of(String key, Map<String, ?> values) {
        Object found = words.get(key);
        String text = found instanceof Map<?, ?> plural ? String.valueOf(plural.get("other")) : String.valueOf(found);
        if (found == null) {
            throw new AssertionError("there are no words for " + key);
        }
        for (Map.Entry<String, ?> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        return text;
    }
}
