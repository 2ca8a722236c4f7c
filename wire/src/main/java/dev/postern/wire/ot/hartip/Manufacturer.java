package dev.postern.wire.ot.hartip;

/** Codes of HCF_SPEC-183 table 8 that are met most: up to 249 those of one octet, from 0x6000 on the later ones. */
final class Manufacturer {
    private Manufacturer() {}

    static String name(int code) {
        String name = code < 0x6000 ? first(code) : later(code);
        return name == null ? "HART manufacturer " + code : name;
    }

    private static String first(int code) {
        return switch (code) {
            case 1 -> "Acromag";
            case 2 -> "Allen-Bradley";
            case 3 -> "Ametek";
            case 4 -> "Analog Devices";
            case 5, 18, 22, 26, 80 -> "ABB";
            case 9 -> "Bristol Babcock";
            case 10 -> "Brooks Instrument";
            case 13 -> "Daniel Industries";
            case 17 -> "Endress+Hauser";
            case 19 -> "Fisher Controls";
            case 20, 63 -> "Schneider Electric Systems (Foxboro)";
            case 21 -> "Fuji";
            case 23 -> "Honeywell";
            case 31 -> "Micro Motion";
            case 32 -> "Moore Industries";
            case 37 -> "Ronan";
            case 38 -> "Rosemount";
            case 42 -> "Siemens";
            case 44 -> "Toshiba";
            case 46 -> "Rosemount Analytical";
            case 47 -> "Valmet";
            case 48 -> "Flowserve";
            case 49 -> "Varec";
            case 54 -> "Azbil (Yamatake)";
            case 55 -> "Yokogawa";
            case 59 -> "Mobrey";
            case 62 -> "Smar";
            case 64 -> "Measurement Technology";
            case 66 -> "Samson";
            case 69 -> "Krohne";
            case 71 -> "Druck";
            case 72 -> "SOR";
            case 74 -> "Spirax Sarco";
            case 77 -> "Westlock Controls";
            case 78 -> "Ametek Drexelbrook";
            case 79 -> "Rosemount Tank Radar";
            case 82 -> "Draeger";
            case 84, 88 -> "Siemens Milltronics";
            case 86 -> "Magnetrol";
            case 87 -> "Neles";
            case 91 -> "Inor";
            case 93 -> "Pepperl+Fuchs";
            case 96 -> "Baumer";
            case 97 -> "Knick";
            case 98 -> "VEGA";
            case 101 -> "Masoneilan";
            case 107 -> "WIKA";
            case 110 -> "Rotork";
            case 120 -> "Buerkert";
            case 127 -> "Labom";
            case 128 -> "Danfoss";
            case 142 -> "Mettler Toledo";
            case 143 -> "Det-Tronics";
            case 148 -> "Enraf";
            case 153 -> "Metran";
            case 156 -> "Turck";
            case 157 -> "Panametrics";
            case 158 -> "R. Stahl";
            case 161 -> "Berthold";
            case 176 -> "Phoenix Contact";
            case 188 -> "Aplisens";
            case 190 -> "HIMA";
            case 199 -> "SICK";
            case 223 -> "General Monitors";
            case 249 -> "FieldComm Group";
            default -> null;
        };
    }

    private static String later(int code) {
        return switch (code) {
            case 24596 -> "TopWorx";
            case 24598 -> "Dust Networks";
            case 24601 -> "Pepperl+Fuchs";
            case 24606 -> "Microcyber";
            case 24608 -> "ifm prover";
            case 24657 -> "Nivis";
            case 24665 -> "Emerson";
            case 24700 -> "AUMA";
            case 24782 -> "Festo";
            default -> null;
        };
    }
}
