package dev.postern.wire.it.ldap;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Attributes whose change lets somebody in or do more: passwords, keys and names to log in with, groups, who may act for whom (RFC 4519 section 2, RFC 2307 section 2.3; MS-ADA1, MS-ADA2 and
 * MS-ADA3, section 2). An entry with a name or password to log in with is an account.
 */
final class Rights {
    private static final Set<String> ATTRIBUTES = Set.of(
            "altsecurityidentities",
            "dbcspwd",
            "member",
            "memberuid",
            "msds-allowedtoactonbehalfofotheridentity",
            "msds-allowedtodelegateto",
            "msds-groupmsamembership",
            "msds-keycredentiallink",
            "ntsecuritydescriptor",
            "serviceprincipalname",
            "sidhistory",
            "unicodepwd",
            "uniquemember",
            "useraccountcontrol",
            "userpassword");
    private static final Set<String> OF_ACCOUNTS = Set.of("samaccountname", "unicodepwd", "userpassword");

    private Rights() {}

    static boolean isChangedBy(String attribute) {
        return ATTRIBUTES.contains(plain(attribute));
    }

    static boolean areOfAnAccount(List<Object> attributes) {
        return attributes.stream().anyMatch(name -> OF_ACCOUNTS.contains(plain(name.toString())));
    }

    /** Without options such as {@code ;binary} (RFC 4512 section 2.5). */
    private static String plain(String attribute) {
        int option = attribute.indexOf(';');
        return (option < 0 ? attribute : attribute.substring(0, option)).toLowerCase(Locale.ROOT);
    }
}
