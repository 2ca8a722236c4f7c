package dev.postern.wire.it.parts;

import java.util.Locale;
import java.util.Set;

/**
 * Would anybody try this password first? Where one goes over the wire in clear it is compared here and forgotten: only the answer is told. The list
 * is short on purpose: what makers print in their manuals and what people take who do not choose.
 */
public final class Guess {
    private static final int PASSWORD_MAX = 64;

    /** Account and password, as delivered. */
    private static final Set<String> DELIVERED = Set.of(
            "admin:admin123",
            "admin:moxa",
            "admin:private",
            "admin:switch",
            "admin:wago",
            "administrator:1",
            "administrator:vision2",
            "cisco:cisco",
            "fdrusers:sresurdf",
            "guest:guest",
            "loader:fwdownload",
            "pi:raspberry",
            "qbf77101:hexakisoctahedron",
            "root:admin",
            "root:calvin",
            "root:dbps",
            "root:root",
            "root:toor",
            "root:wago",
            "sa:sa",
            "su:ko2003wa",
            "sysdiag:factorycast@schneider",
            "ubnt:ubnt",
            "user:public");

    /** With whatever account. */
    private static final Set<String> ANYBODYS = Set.of(
            "0000",
            "1111",
            "1234",
            "12345",
            "123456",
            "admin",
            "changeme",
            "default",
            "master",
            "pass",
            "password",
            "public",
            "secret");

    private Guess() {}

    /** @return {@code empty}, {@code same as the account} or {@code default}; null for a password that takes more than a guess */
    public static String of(String user, String password) {
        if (password.isEmpty()) return "empty";
        if (password.length() > PASSWORD_MAX) return null;
        String account = user == null ? "" : user.toLowerCase(Locale.ROOT);
        account = account.substring(account.lastIndexOf('\\') + 1);
        String lower = password.toLowerCase(Locale.ROOT);
        if (lower.equals(account)) return "same as the account";
        return ANYBODYS.contains(lower) || DELIVERED.contains(account + ":" + lower) ? "default" : null;
    }
}
