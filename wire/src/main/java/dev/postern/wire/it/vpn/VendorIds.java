package dev.postern.wire.it.vpn;

/** What the vendor ids of IKE mean: hashes over names, published by their makers and collected by everyone since. Compared by their beginning. */
final class VendorIds {
    private static final String[] KNOWN = {
        "1e2b516905991c7d7c96fcbfb587e461", "Windows",
        "4048b7d56ebce88525e7de7f00d6c2d3", "fragmentation",
        "afcad71368a1f1c96b8696fc7757", "dead peer detection",
        "4a131c81070358455c5728f20e95452f", "nat traversal",
        "7d9419a65310ca6f2c179d9215529d56", "nat traversal draft 3",
        "90cb80913ebb696e086381b5ec427b1f", "nat traversal draft 2",
        "cd60464335df21f87cfdb2fc68b6a448", "nat traversal draft 2",
        "4485152d18b6bbcd0be8a8469579ddcc", "nat traversal draft 0",
        "09002689dfd6b712", "xauth",
        "12f5f28c457168a9702d9fe274cc", "Cisco Unity",
        "1f07f70eaa6514d3b0fa96542a50", "Cisco VPN 3000",
        "434953434f", "Cisco",
        "464c455856504e2d535550504f52544544", "Cisco FlexVPN",
        "882fe56d6fd20dbc2251613b2ebe5beb", "strongSwan",
        "4f45", "Openswan or Libreswan",
        "f4ed19e0c114eb516faaac0ee37daf2807b4381f", "Check Point",
        "166f932d55eb64d8e4df4fd37e2313f0d0fd8451", "Juniper ScreenOS",
        "69936922", "Juniper ScreenOS",
        "8299031757a36082c6a621de", "FortiGate",
        "1d6e178f6c2c0be284985465450fe9d4", "FortiGate",
        "3b9031dce4fcf88b489a923963dd0c49", "SHREW",
        "621b04bb09882ac1e15935fefa24aeee", "GSS-API",
        "fb1de3cdf341b7ea16b7e5be0855f120", "Windows initial contact",
        "26244d38eddb61b3172a36e3d0cfb819", "Windows",
        "e3a5966a76379fe707228231e5ce8652", "Windows",
        "214ca4faffa7f32d6748e5303395ae83", "Windows",
        "bdb41038a7ec5e5534dd004d0f91f927", "Sophos or Astaro"
    };

    private VendorIds() {}

    /** @return null if unknown */
    static String name(String hex) {
        for (int i = 0; i < KNOWN.length; i += 2) if (hex.startsWith(KNOWN[i])) return KNOWN[i + 1];
        return null;
    }

    /** Names a maker, not only what it can do. */
    static boolean isProduct(String name) {
        boolean known = Character.isUpperCase(name.charAt(0)) || name.equals("strongSwan");
        return known && !name.startsWith("GSS") && !name.contains("initial");
    }
}
