package dev.postern.appliance.advisory;

/** A file is no CSAF 2.0 document that can be used; the message says why. */
public final class CsafException extends Exception {
    private static final long serialVersionUID = 1;

    CsafException(String why) {
        super(why);
    }
}
