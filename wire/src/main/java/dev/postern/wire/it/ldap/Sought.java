package dev.postern.wire.it.ldap;

import java.util.Locale;

/**
 * What a search is for, where its filter says more than that it searches: accounts that services run under (MS-ADA3, servicePrincipalName), accounts that
 * need no proof before they get a ticket (MS-ADTS section 2.2.16, DONT_REQ_PREAUTH), or all there is below a domain.
 */
final class Sought {
    private static final int BASE = 0;
    private static final String OF_SERVICES = "(serviceprincipalname=*";
    private static final String WITHOUT_PROOF = "(useraccountcontrol:1.2.840.113556.1.4.803:=4194304)";
    private static final String ANYTHING = "(objectclass=*)";

    private Sought() {}

    /** @param usual what a search is called */
    static String label(String usual, String base, int scope, String filter) {
        String text = filter.toLowerCase(Locale.ROOT);
        if (scope == BASE) return usual;
        if (asserted(text, OF_SERVICES)) return "search accounts of services";
        if (asserted(text, WITHOUT_PROOF)) return "search accounts without proof";
        return text.equals(ANYTHING) && isDomain(base) ? "search everything" : usual;
    }

    private static boolean asserted(String filter, String part) {
        int at = filter.indexOf(part);
        return at >= 0 && (at < 2 || !filter.startsWith("(!", at - 2));
    }

    private static boolean isDomain(String base) {
        if (base.isEmpty()) return false;
        for (String part : base.toLowerCase(Locale.ROOT).split(","))
            if (!part.strip().startsWith("dc=")) return false;
        return true;
    }
}
