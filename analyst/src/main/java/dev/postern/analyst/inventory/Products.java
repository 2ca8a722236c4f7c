package dev.postern.analyst.inventory;

import java.util.Arrays;
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
            family("safety controller", """
                            tricon; trident; triconex; himax; himatrix; h41q; h51q; pss 4000; pssuniversal; prosafe-rs; safety manager;
                            guardlogix; 1756-l7s; 1756-l8s; safety controller; flexisoft; pnozmulti"""),
            family("drive", """
                            sinamics; micromaster; powerflex; altivar; atv3; atv6; atv9; acs5; acs8; vlt ; unidrive; movidrive; lexium;
                            kinetix; ac drive; dc drive; servo drive; frequency converter; variable frequency; inverter drive"""),
            family("i/o", """
                            et 200; et200; 1734-; 1794-; 1738-; 1732e; point i/o; flex i/o; communications adapter; adam-6; bk9; ek9;
                            im 15; im15; axl f bk; discrete i/o; general purpose discrete i/o; remote i/o; io device"""),
            family("rtu", """
                            sel-3530; rtac; sicam; rtu5; rtu500; saitel; scadapack; d400; d20m; remote terminal unit; telecontrol"""),
            family("protection relay", """
                            siprotec; 7sj; 7sa; 7ut; 7sd; 7sl; sel-3; sel-4; sel-5; sel-7; ref6; red6; rel6; ret6; ref5; micom p;
                            multilin; sepam; easergy p; protection relay"""),
            family("hmi", """
                            ktp; tp700; tp900; tp1200; tp1500; simatic panel; simatic hmi; panelview; magelis; gp-4; got2000; mp 277;
                            mp 377; human-machine interface; operator panel"""),
            family("router", """
                            scalance s; scalance m; mguard; tofino; edr-; eagle; fortigate; cisco asa; rugged router; airlink; teltonika;
                            router; firewall; internetgatewaydevice"""),
            family("switch", """
                            scalance x; stratix; rs20; rs30; rs40; mach1; bobcat; eds-; ie-2000; ie-3000; ie-4000; catalyst;
                            ruggedcom rs; rugged switch; jetnet; fl switch; switch; bridge"""),
            family("gateway", """
                            anybus; nport; mgate; lantronix; digi one; serial device server; gateway"""),
            family("controller", """
                            s7-200; s7-300; s7-400; s7-1200; s7-1500; 6es7 2; 6es7 3; 6es7 4; 6es7 5; 6es7 6; cpu 3; cpu 4;
                            cpu 12; cpu 15; 1756-; 1768-; 1769-; 1747-; 1761-; 1763-; 1766-; 2080-; compactlogix; controllogix; micrologix; micro8; bmx p34; bme p58; 140 cpu; tsx p57; tm2;
                            m340; m580; cj1; cj2; cp1; cs1; nj5; nx1; q0; fx3; fx5; 750-8; wago 750; ac500; cx9; cx5; ilc 1; axc ;
                            vision; unistream; programmable logic; plc"""),
            family("printer", """
                            printer; laserjet; officejet; bizhub; ecosys"""),
            family("camera", """
                            camera; networkvideotransmitter; ip cam"""),
            family("phone", """
                            phone; iphone; android"""));

    /** Makers of one kind of machine, lower case, by their names at the registration authority. */
    private static final List<Family> MAKERS = List.of(
            family("camera", """
                            axis communications; hangzhou hikvision; zhejiang dahua; mobotix; vivotek; hanwha"""),
            family("phone", """
                            yealink; polycom; snom; grandstream"""),
            family("printer", """
                            brother industries; lexmark; kyocera; ricoh; seiko epson; xerox; zebra tech"""),
            family("router", """
                            sierra wireless; teltonika; cradlepoint; robustel; four-faith; peplink; netmodule; fortinet; juniper;
                            mikrotik; lancom"""),
            family("switch", """
                            hirschmann; ruggedcom; garrettcom"""));

    private Products() {}

    /** @param words parted by semicolons */
    private static Family family(String role, String words) {
        return new Family(
                role, Arrays.stream(words.split(";")).map(String::strip).toList());
    }

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
