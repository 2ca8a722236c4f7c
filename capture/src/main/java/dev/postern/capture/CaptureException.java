package dev.postern.capture;

/** A capture or interface cannot be read. The message says which, why, and what the person in front of it can do. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CaptureException(String message) {
        super(message);
    }

    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
