package dev.postern.model;

import java.util.Set;

/** Names of the protocols that speak to controllers: what asks, commands or changes the process, and not the network below it. */
public final class PlantProtocols {
    private static final Set<String> NAMES = Set.of(
            "ads",
            "aderemoting",
            "bacnet",
            "bsap",
            "c1222",
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
            "ethercat",
            "fins",
            "fox",
            "genisys",
            "goose",
            "hartip",
            "hse",
            "iec104",
            "knxip",
            "lontalk",
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
            "s7comm",
            "s7comm-plus",
            "sbus",
            "sercos",
            "slmp",
            "gesrtp",
            "sv",
            "synchrophasor",
            "tristation",
            "vnetip");

    private PlantProtocols() {}

    public static boolean contains(String protocol) {
        return NAMES.contains(protocol);
    }
}
