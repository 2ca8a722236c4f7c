package dev.postern.analyst.weak;

import java.util.Locale;

/** The weak spots that are known by name. Severity: 1 to 50, for a device of no importance. */
public enum Kind {
    GUESSABLE_PASSWORD(
            45,
            "Default or guessable password",
            "Lets in",
            "Whoever knows the manual, or tries the name of the account, is in.",
            "Set a password of its own for this account, and look whether it was used from where it should not be."),
    UNAUTHENTICATED_ENGINEERING(
            40,
            "Engineering without a login",
            "Lets itself be engineered without a login that was seen:",
            "Whoever reaches the device can change its program, its mode or its state; the protocol does not ask who it is.",
            "Switch on the controller's access protection or the secure variant of the protocol, and let only the engineering station's"
                    + " address reach this port."),
    ANONYMOUS_SESSION(
            30,
            "Session without a login",
            "Lets sessions begin without a login:",
            "Whoever reaches the service may use it, and nobody can say afterwards who it was.",
            "Switch anonymous use off, or leave it nothing to read and write; otherwise let only those reach it who need it."),
    REACHABLE_CONTROLLER(
            30,
            "Controller reachable from outside its cell",
            "Answers",
            "One taken computer in any of these places is enough to speak to the controller itself.",
            "Put the controller behind a conduit that lets only its HMI, its SCADA server and the engineering station through."),
    OLD_SYSTEM(
            30,
            "Operating system without support",
            "Says that it runs",
            "Holes that are found now are not mended by the maker, and old ones are public.",
            "Plan its replacement; until then keep it apart, and close the services that it need not offer."),
    SMB1(
            30,
            "SMB 1",
            "Speaks SMB 1",
            "It has no protection against a man in the middle, and worms have spread by it since 2017.",
            "Switch SMB 1 off on the server; where an old device needs it, give that device a server of its own."),
    PASSWORD_IN_CLEAR(
            28,
            "Password in clear",
            "Takes passwords in clear:",
            "Whoever hears this traffic has the password, as Postern could have.",
            "Use the encrypted variant of the service (SSH, HTTPS, LDAPS, FTPS, MQTT over TLS), then change these passwords."),
    SNMP_COMMUNITY(
            26,
            "SNMP community that everybody tries",
            "Answers to SNMP with the community",
            "Whoever reaches the device reads its configuration, and with a writing community changes it.",
            "Use SNMP 3 with authentication and privacy; where that cannot be, choose a community and allow only the manager's address."),
    TELNET(
            24,
            "Telnet",
            "Is operated in clear over",
            "Everything that is typed and shown, passwords included, can be heard and changed on the way.",
            "Use SSH; where the device has none, reach it only over a jump host in its own cell."),
    WEAK_ENCRYPTION(
            20,
            "Weak encryption",
            "Agrees to",
            "It can be broken with what anyone can buy, so it protects no more than clear text.",
            "Allow only suites with AES-GCM or ChaCha20, and the current protocol version."),
    OLD_TLS(
            18,
            "TLS below 1.2",
            "Agrees to",
            "These versions were withdrawn (RFC 8996): they rest on hashes that can be forged.",
            "Switch on TLS 1.2 or 1.3 and switch the older versions off; if the device cannot, ask its maker for firmware."),
    CERTIFICATE_EXPIRED(
            16,
            "Certificate out of date",
            "Shows a certificate that is out of date:",
            "People learn to click the warning away, and then do so as well for the certificate of an attacker.",
            "Renew the certificate; check the device's clock first."),
    FTP(
            14,
            "File transfer in clear",
            "Moves files in clear over",
            "Files, and programs among them, can be read and exchanged on the way.",
            "Use SFTP or HTTPS; where the device has only this, allow it from one address and only while it is needed."),
    SNMP_CLEAR(
            12,
            "SNMP 1 or 2c",
            "Speaks SNMP",
            "The community is a password that goes over the wire in clear with each question.",
            "Use SNMP 3 with authentication and privacy."),
    CERTIFICATE_WEAK(
            12,
            "Certificate with a weak key or signature",
            "Shows a certificate that can be forged:",
            "An attacker can make one that looks the same.",
            "Issue a new certificate with RSA 2048 or P-256 and SHA-256."),
    CERTIFICATE_EXPIRING(
            10,
            "Certificate about to expire",
            "Shows a certificate that ends soon:",
            "After that day clients refuse the connection, or people learn to ignore the warning.",
            "Renew it before that day."),
    CERTIFICATE_SELF_SIGNED(
            8,
            "Self-signed certificate",
            "Shows a certificate that nobody vouches for:",
            "A client that has not pinned it cannot tell the device from a man in the middle.",
            "Issue certificates from a site authority, or pin this one in its clients."),
    UNUSED_SERVICE(
            8,
            "Service that nobody uses",
            "Answers on",
            "Each open door can be tried, and nobody would miss this one.",
            "Close it on the device or at the conduit, unless somebody knows what it is for.");

    final int severity;
    final String title;
    /** Begin of the sentence that tells what was seen. */
    final String lead;

    final String why;
    final String remedy;

    Kind(int severity, String title, String lead, String why, String remedy) {
        this.severity = severity;
        this.title = title;
        this.lead = lead;
        this.why = why;
        this.remedy = remedy;
    }

    /** Stays the same over releases: {@code password-in-clear}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
