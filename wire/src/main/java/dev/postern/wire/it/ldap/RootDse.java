package dev.postern.wire.it.ldap;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;
import java.util.Locale;

/** What a server tells of itself in the entry without a name, RFC 4512 section 5.1 and MS-ADTS section 3.1.1.3.2. */
final class RootDse {
    private String namingContext;
    private String hostName;
    private String domainLevel;
    private String vendor;
    private String version;

    void take(String attribute, String value) {
        switch (attribute.toLowerCase(Locale.ROOT)) {
            case "defaultnamingcontext" -> namingContext = value;
            case "dnshostname" -> hostName = value;
            case "domaincontrollerfunctionality" -> domainLevel = value;
            case "vendorname" -> vendor = value;
            case "vendorversion" -> version = value;
            default -> {}
        }
    }

    void fill(Turn.Draft draft) {
        draft.field("naming_context", namingContext)
                .field("host_name", hostName)
                .field("controller_level", domainLevel)
                .field("vendor", vendor)
                .field("vendor_version", version);
    }

    void tell(Turn turn) {
        if (hostName != null) turn.identity(turn.source(), Attribute.NAME, hostName.toLowerCase(Locale.ROOT), 0.9);
        if (namingContext != null) turn.identity(turn.source(), Attribute.DOMAIN, domain(namingContext), 0.8);
        if (domainLevel != null) turn.identity(turn.source(), Attribute.ROLE, "domain controller", 0.9);
        turn.identity(turn.source(), Attribute.VENDOR, vendor, 0.7);
        turn.identity(turn.source(), Attribute.SOFTWARE, version, 0.7);
    }

    /** {@code DC=works,DC=example} is {@code works.example}; anything else stays as it is. */
    private static String domain(String context) {
        String lower = context.toLowerCase(Locale.ROOT);
        return lower.startsWith("dc=") ? lower.substring(3).replace(",dc=", ".") : context;
    }
}
