package dev.postern.wire.it.dns;

/** Numbers and names of resource record types, IANA "DNS Parameters". */
final class RecordType {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int MX = 15;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int NB = 32;
    static final int SRV = 33;
    static final int DNAME = 39;
    static final int OPT = 41;

    private RecordType() {}

    /** Lower-case name, {@code type65280} for a number without one. */
    static String name(int type) {
        return switch (type) {
            case A -> "a";
            case NS -> "ns";
            case CNAME -> "cname";
            case SOA -> "soa";
            case 10 -> "null";
            case 11 -> "wks";
            case PTR -> "ptr";
            case 13 -> "hinfo";
            case MX -> "mx";
            case TXT -> "txt";
            case 17 -> "rp";
            case 18 -> "afsdb";
            case 24 -> "sig";
            case 25 -> "key";
            case AAAA -> "aaaa";
            case 29 -> "loc";
            case SRV -> "srv";
            case 35 -> "naptr";
            case 37 -> "cert";
            case DNAME -> "dname";
            case OPT -> "opt";
            case 43 -> "ds";
            case 44 -> "sshfp";
            case 45 -> "ipseckey";
            case 46 -> "rrsig";
            case 47 -> "nsec";
            case 48 -> "dnskey";
            case 50 -> "nsec3";
            case 51 -> "nsec3param";
            case 52 -> "tlsa";
            case 64 -> "svcb";
            case 65 -> "https";
            case 99 -> "spf";
            case 249 -> "tkey";
            case 250 -> "tsig";
            case 251 -> "ixfr";
            case 252 -> "axfr";
            case 255 -> "any";
            case 256 -> "uri";
            case 257 -> "caa";
            default -> "type" + type;
        };
    }

    /** Has a name here: what a probe takes for plausible. */
    static boolean known(int type) {
        return !name(type).startsWith("type");
    }
}
