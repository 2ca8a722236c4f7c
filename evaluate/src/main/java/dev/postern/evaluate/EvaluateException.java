package dev.postern.evaluate;

/** A data set cannot be read, or says what makes no sense. */
public final class EvaluateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluateException(String message) {
        super(message);
    }

    public EvaluateException(String message, Throwable cause) {
        super(message, cause);
    }
}
