package dev.postern.analyst.inventory;

import java.util.List;
import java.util.Locale;

/**
 * What kind of machine a product is, by the family names and order numbers that its maker's catalogue has and devices say of themselves; and by
 * makers who make nothing else. Where a family has both, the words that tell them apart come first.
 */
final class Products {
    /** Beginnings of words in what was told, lower case, to the role. */
    private record Family(String role, List<String> words) {}

    private static final List<Family> FAMILIES = List.of(
            new Family(
                    "safety controller",
                    List.of(
                            "tricon",
                            "trident",
                            "triconex",
                            "himax",
                            "himatrix",
                            "h41q",
                            "h51q",
                            "pss 4000",
                            "pssuniversal",
                            "prosafe-rs",
                            "safety manager",
                            "guardlogix",
                            "1756-l7s",
                            "1756-l8s",
                            "safety controller",
                            "flexisoft",
                            "pnozmulti")),
            new Family(
                    "drive",
                    List.of(
                            "sinamics",
                            "micromaster",
                            "powerflex",
                            "altivar",
                            "atv3",
                            "atv6",
                            "atv9",
                            "acs5",
                            "acs8",
                            "vlt ",
                            "unidrive",
                            "movidrive",
                            "lexium",
                            "kinetix",
                            "ac drive",
                            "dc drive",
                            "servo drive",
                            "frequency converter",
                            "variable frequency",
                            "inverter drive")),
            new Family(
                    "i/o",
                    List.of(
                            "et 200",
                            "et200",
                            "1734-",
                            "1794-",
                            "1738-",
                            "1732e",
                            "point i/o",
                            "flex i/o",
                            "communications adapter",
                            "adam-6",
                            "bk9",
                            "ek9",
                            "im 15",
                            "im15",
                            "axl f bk",
                            "discrete i/o",
                            "general purpose discrete i/o",
                            "remote i/o",
                            "io device")),
            new Family(
                    "protection relay",
                    List.of(
                            "siprotec",
                            "7sj",
                            "7sa",
                            "7ut",
                            "7sd",
                            "7sl",
                            "sel-3",
                            "sel-4",
                            "sel-5",
                            "sel-7",
                            "ref6",
                            "red6",
                            "rel6",
                            "ret6",
                            "ref5",
                            "micom p",
                            "multilin",
                            "sepam",
                            "easergy p",
                            "protection relay")),
            new Family(
                    "rtu",
                    List.of(
                            "sel-3530",
                            "rtac",
                            "sicam",
                            "rtu5",
                            "rtu500",
                            "saitel",
                            "scadapack",
                            "d400",
                            "d20m",
                            "remote terminal unit",
                            "telecontrol")),
            new Family(
                    "hmi",
                    List.of(
                            "ktp",
                            "tp700",
                            "tp900",
                            "tp1200",
                            "tp1500",
                            "simatic panel",
                            "simatic hmi",
                            "panelview",
                            "magelis",
                            "gp-4",
                            "got2000",
                            "mp 277",
                            "mp 377",
                            "human-machine interface",
                            "operator panel")),
            new Family(
                    "router",
                    List.of(
                            "scalance s",
                            "scalance m",
                            "mguard",
                            "tofino",
                            "edr-",
                            "eagle",
                            "fortigate",
                            "cisco asa",
                            "rugged router",
                            "airlink",
                            "teltonika",
                            "router",
                            "firewall",
                            "internetgatewaydevice")),
            new Family(
                    "switch",
                    List.of(
                            "scalance x",
                            "stratix",
                            "rs20",
                            "rs30",
                            "rs40",
                            "mach1",
                            "bobcat",
                            "eds-",
                            "ie-2000",
                            "ie-3000",
                            "ie-4000",
                            "catalyst",
                            "ruggedcom rs",
                            "rugged switch",
                            "jetnet",
                            "fl switch",
                            "switch",
                            "bridge")),
            new Family(
                    "gateway",
                    List.of("anybus", "nport", "mgate", "lantronix", "digi one", "serial device server", "gateway")),
            new Family(
                    "controller",
                    List.of(
                            "6es7 2",
                            "6es7 3",
                            "6es7 4",
                            "6es7 5",
                            "6es7 6",
                            "cpu 3",
                            "cpu 4",
                            "cpu 12",
                            "cpu 15",
                            "1756-",
                            "1768-",
                            "1769-",
                            "1747-",
                            "1761-",
                            "1763-",
                            "1766-",
                            "2080-",
                            "compactlogix",
                            "controllogix",
                            "micrologix",
                            "micro8",
                            "bmx p34",
                            "bme p58",
                            "140 cpu",
                            "tsx p57",
                            "tm2",
                            "m340",
                            "m580",
                            "cj1",
                            "cj2",
                            "cp1",
                            "cs1",
                            "nj5",
                            "nx1",
                            "q0",
                            "fx3",
                            "fx5",
                            "750-8",
                            "wago 750",
                            "ac500",
                            "cx9",
                            "cx5",
                            "ilc 1",
                            "axc ",
                            "vision",
                            "unistream",
                            "programmable logic",
                            "plc")),
            new Family("printer", List.of("printer", "laserjet", "officejet", "bizhub", "ecosys")),
            new Family("camera", List.of("camera", "networkvideotransmitter", "ip cam")),
            new Family("phone", List.of("phone", "iphone", "android")));

    /** Makers of one kind of machine, lower case, by their names at the registration authority. */
    private static final List<Family> MAKERS = List.of(
            new Family(
                    "camera",
                    List.of(
                            "axis communications",
                            "hangzhou hikvision",
                            "zhejiang dahua",
                            "mobotix",
                            "vivotek",
                            "hanwha")),
            new Family("phone", List.of("yealink", "polycom", "snom", "grandstream")),
            new Family(
                    "printer",
                    List.of("brother industries", "lexmark", "kyocera", "ricoh", "seiko epson", "xerox", "zebra tech")),
            new Family(
                    "router",
                    List.of(
                            "sierra wireless",
                            "teltonika",
                            "cradlepoint",
                            "robustel",
                            "four-faith",
                            "peplink",
                            "netmodule",
                            "fortinet",
                            "juniper",
                            "mikrotik",
                            "lancom")),
            new Family("switch", List.of("hirschmann", "ruggedcom", "garrettcom")));

    private Products() {}

    /** Role by a product's name, or empty. */
    static String role(String told) {
        return find(FAMILIES, told);
    }

    /** Role by who makes the network card, or empty. */
    static String roleOfMaker(String maker) {
        return find(MAKERS, maker);
    }

    private static String find(List<Family> families, String text) {
        if (text.isEmpty()) return "";
        String lower = text.toLowerCase(Locale.ROOT);
        for (Family family : families) for (String word : family.words) if (begins(lower, word)) return family.role;
        return "";
    }

    /** A word of the text begins like that. */
    private static boolean begins(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) return true;
        return false;
    }
}
