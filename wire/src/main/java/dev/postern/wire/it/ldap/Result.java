package dev.postern.wire.it.ldap;

import dev.postern.model.Outcome;

/** Result codes, RFC 4511 appendix A. */
final class Result {
    static final int SASL_IN_PROGRESS = 14;
    private static final int COMPARE_FALSE = 5, COMPARE_TRUE = 6, REFERRAL = 10;

    private Result() {}

    static Outcome outcome(int code) {
        return switch (code) {
            case 0, COMPARE_FALSE, COMPARE_TRUE, REFERRAL -> Outcome.SUCCESS;
            case SASL_IN_PROGRESS -> Outcome.NOTICE;
            default -> Outcome.REFUSED;
        };
    }

    static String name(int code) {
        return switch (code) {
            case 0 -> "success";
            case 1 -> "operations error";
            case 2 -> "protocol error";
            case 3 -> "time limit exceeded";
            case 4 -> "size limit exceeded";
            case COMPARE_FALSE -> "compare false";
            case COMPARE_TRUE -> "compare true";
            case 7 -> "authentication method not supported";
            case 8 -> "stronger authentication required";
            case REFERRAL -> "referral";
            case 11 -> "administrative limit exceeded";
            case 12 -> "unavailable critical extension";
            case 13 -> "confidentiality required";
            case SASL_IN_PROGRESS -> "sasl bind in progress";
            case 16 -> "no such attribute";
            case 19 -> "constraint violation";
            case 20 -> "attribute or value exists";
            case 32 -> "no such object";
            case 34 -> "invalid dn syntax";
            case 48 -> "inappropriate authentication";
            case 49 -> "invalid credentials";
            case 50 -> "insufficient access rights";
            case 51 -> "busy";
            case 52 -> "unavailable";
            case 53 -> "unwilling to perform";
            case 65 -> "object class violation";
            case 68 -> "entry already exists";
            default -> "code " + code;
        };
    }
}
