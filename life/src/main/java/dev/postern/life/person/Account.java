package dev.postern.life.person;

import dev.postern.model.Fields;
import dev.postern.model.Message;
import java.util.Locale;

/** Whose account a message names, in one form for all protocols: {@code user@domain} with the first label of the domain, in lower case. */
public final class Account {
    private static final int NAME_MAX = 96;

    private Account() {}

    /** Null where no person is named: machine accounts end in a dollar sign. */
    public static String of(Message message) {
        Fields fields = message.fields();
        String user = text(fields, "user");
        if (user != null) return name(user, text(fields, "domain"));
        if (message.protocol().equals("kerberos")) {
            String realm = text(fields, "client_realm");
            return name(text(fields, "client"), realm == null ? text(fields, "realm") : realm);
        }
        return message.protocol().equals("ldap") && message.operation().equals("bind")
                ? plain(text(fields, "name"))
                : null;
    }

    private static String text(Fields fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** An account as identities have it: {@code DOMAIN\\user}, {@code user@REALM}, a distinguished name, or the user alone. */
    static String plain(String account) {
        if (account == null) return null;
        int slash = account.indexOf('\\');
        if (slash >= 0) return name(account.substring(slash + 1), account.substring(0, slash));
        int equals = account.indexOf('=');
        if (equals > 0) {
            int comma = account.indexOf(',', equals);
            return name(account.substring(equals + 1, comma < 0 ? account.length() : comma), null);
        }
        return name(account, null);
    }

    private static String name(String user, String domain) {
        if (user == null || user.isBlank() || user.endsWith("$")) return null;
        int at = user.lastIndexOf('@');
        String name = at > 0 ? user.substring(0, at) : user;
        String place = at > 0 ? user.substring(at + 1) : domain == null ? "" : domain;
        if (name.endsWith("$")) return null;
        int dot = place.indexOf('.');
        String first = dot < 0 ? place : place.substring(0, dot);
        String whole = (first.isEmpty() ? name : name + "@" + first).strip().toLowerCase(Locale.ROOT);
        return whole.length() > NAME_MAX ? whole.substring(0, NAME_MAX) : whole;
    }
}
