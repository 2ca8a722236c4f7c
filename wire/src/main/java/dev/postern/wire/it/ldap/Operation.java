package dev.postern.wire.it.ldap;

import dev.postern.model.Verb;

/** Protocol operations by their tag, RFC 4511 section 4.2 to 4.13. */
enum Operation {
    BIND_REQUEST(0x60, "bind", Verb.LOGIN),
    BIND_RESPONSE(0x61, "bind", Verb.LOGIN),
    UNBIND(0x42, "unbind", Verb.SESSION),
    SEARCH(0x63, "search", Verb.BROWSE),
    SEARCH_ENTRY(0x64, "search", Verb.BROWSE),
    SEARCH_DONE(0x65, "search", Verb.BROWSE),
    MODIFY(0x66, "modify", Verb.CONFIGURE),
    MODIFY_RESPONSE(0x67, "modify", Verb.CONFIGURE),
    ADD(0x68, "add", Verb.CONFIGURE),
    ADD_RESPONSE(0x69, "add", Verb.CONFIGURE),
    DELETE(0x4A, "delete", Verb.CONFIGURE),
    DELETE_RESPONSE(0x6B, "delete", Verb.CONFIGURE),
    RENAME(0x6C, "modify dn", Verb.CONFIGURE),
    RENAME_RESPONSE(0x6D, "modify dn", Verb.CONFIGURE),
    COMPARE(0x6E, "compare", Verb.READ),
    COMPARE_RESPONSE(0x6F, "compare", Verb.READ),
    ABANDON(0x50, "abandon", Verb.OTHER),
    SEARCH_REFERENCE(0x73, "search", Verb.BROWSE),
    EXTENDED(0x77, "extended", Verb.OTHER),
    EXTENDED_RESPONSE(0x78, "extended", Verb.OTHER),
    INTERMEDIATE(0x79, "intermediate", Verb.OTHER);

    private static final Operation[] BY_TAG = new Operation[256];

    static {
        for (Operation operation : values()) BY_TAG[operation.tag] = operation;
    }

    private final int tag;
    private final String label;
    private final Verb verb;

    Operation(int tag, String label, Verb verb) {
        this.tag = tag;
        this.label = label;
        this.verb = verb;
    }

    /** @param tag of one octet @return null if no operation has it */
    static Operation of(int tag) {
        return tag < 0 || tag > 255 ? null : BY_TAG[tag];
    }

    /** Application number, as in the standard's CHOICE. */
    long number() {
        return tag & 0x1F;
    }

    String label() {
        return label;
    }

    Verb verb() {
        return verb;
    }

    /** First element of the contents, or -1 where anything may stand. */
    int firstTag() {
        return switch (this) {
            case BIND_REQUEST -> 0x02;
            case BIND_RESPONSE,
                    SEARCH_DONE,
                    MODIFY_RESPONSE,
                    ADD_RESPONSE,
                    DELETE_RESPONSE,
                    RENAME_RESPONSE,
                    COMPARE_RESPONSE,
                    EXTENDED_RESPONSE -> 0x0A;
            case SEARCH, SEARCH_ENTRY, SEARCH_REFERENCE, MODIFY, ADD, RENAME, COMPARE -> 0x04;
            case EXTENDED -> 0x80;
            case UNBIND, DELETE, ABANDON, INTERMEDIATE -> -1;
        };
    }

    /** An answer that carries a result and ends its request. */
    boolean isResult() {
        return firstTag() == 0x0A;
    }
}
