package dev.postern.model;

import java.util.Set;

/** Names of the protocols that speak to controllers: what asks, commands or changes the process, and not the network below it. */
public final class PlantProtocols {
    private static final Set<String> NAMES = Set.of(
            "aderemoting",
            "ads",
            "bacnet",
            "bsap",
            "c1222",
            "c37118",
            "cclink",
            "cip",
            "codesys2",
            "codesys3",
            "crimson",
            "deltav",
            "dlms",
            "dnp3",
            "egd",
            "enip",
            "esio",
            "ethercat",
            "fins",
            "fox",
            "genisys",
            "gesrtp",
            "goose",
            "hartip",
            "hse",
            "iec101",
            "iec104",
            "knxip",
            "lontalk",
            "melsec1e",
            "melsoft",
            "mms",
            "modbus",
            "modbusrtu",
            "opc",
            "opcua",
            "pcom",
            "pcworx",
            "pndcp",
            "pnio",
            "pnrt",
            "powerlink",
            "proconos",
            "profinet",
            "roc",
            "rocplus",
            "rtps",
            "s7comm",
            "s7comm-plus",
            "sbus",
            "sercos",
            "slmp",
            "sv",
            "tristation",
            "uadp",
            "vnetip");

    private PlantProtocols() {}

    public static boolean contains(String protocol) {
        return NAMES.contains(protocol);
    }
}
