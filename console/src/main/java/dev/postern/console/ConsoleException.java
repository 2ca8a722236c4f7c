package dev.postern.console;

/** The console cannot start. The message says why and what to do. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }
}
