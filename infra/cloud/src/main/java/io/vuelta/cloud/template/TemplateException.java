package io.vuelta.cloud.template;

/** The template cannot be run here; the message names the place in it and the reason. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
