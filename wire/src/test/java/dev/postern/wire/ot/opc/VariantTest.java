package dev.postern.wire.ot.opc;

import static dev.postern.wire.ot.opc.Dcom.bstr;
import static dev.postern.wire.ot.opc.Dcom.little;
import static dev.postern.wire.ot.opc.Dcom.r8;
import static dev.postern.wire.ot.opc.Dcom.u32;
import static dev.postern.wire.ot.opc.Dcom.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import org.junit.jupiter.api.Test;

/** Values as MS-OAUT puts them on the wire. */
class VariantTest {
    @Test
    void everySimpleKindOfValueIsRead() {
        assertThat(value(variant(2, "FEFF"))).isEqualTo(new Variant("I2", -2L));
        assertThat(value(variant(3, "FEFFFFFF"))).isEqualTo(new Variant("I4", -2L));
        assertThat(value(variant(4, "0000C03F"))).isEqualTo(new Variant("R4", 1.5));
        assertThat(value(r8(0.1))).isEqualTo(new Variant("R8", 0.1));
        assertThat(value(variant(6, little(12_345, 8)))).isEqualTo(new Variant("CY", 1.2345));
        assertThat(value(variant(7, little(Double.doubleToLongBits(25_569.5), 8))))
                .isEqualTo(new Variant("DATE", "1970-01-01T12:00:00Z"));
        assertThat(value(bstr("ab"))).isEqualTo(new Variant("BSTR", "ab"));
        assertThat(value(variant(10, "05000780"))).isEqualTo(new Variant("ERROR", 0x8007_0005L));
        assertThat(value(variant(11, "FFFF"))).isEqualTo(new Variant("BOOL", true));
        assertThat(value(variant(14, "00000000 0000 01 80 00000000 7B00000000000000")))
                .isEqualTo(new Variant("DECIMAL", -12.3));
        assertThat(value(variant(16, "FE"))).isEqualTo(new Variant("I1", -2L));
        assertThat(value(variant(17, "FE"))).isEqualTo(new Variant("UI1", 254L));
        assertThat(value(variant(18, "FEFF"))).isEqualTo(new Variant("UI2", 65_534L));
        assertThat(value(variant(19, "FEFFFFFF"))).isEqualTo(new Variant("UI4", 4_294_967_294L));
        assertThat(value(variant(20, little(-3, 8)))).isEqualTo(new Variant("I8", -3L));
        assertThat(value(variant(0, ""))).isEqualTo(new Variant("EMPTY", ""));
        assertThat(value(variant(1, ""))).isEqualTo(new Variant("NULL", ""));
        assertThat(value(variant(36, "11223344"))).isEqualTo(new Variant("type 36", ""));
    }

    @Test
    void ofAnArrayTheFirstIsToldAndHowManyThereAre() {
        String head = "00000200 04000200 01000000 0100 8000 ";
        String reals = "08000000 00000500 14000000 03000000 08000200 03000000 00000000 03000000";
        String body = "0520 0000 00000000 00200000" + head + reals;
        String three = little(Double.doubleToLongBits(1.5), 8) + little(0, 8) + little(0, 8);
        // Behind 8 octets of length 12 of kind, 4 * 4 of pointers and head, 8 * 4 of the rest: 68, so that 4 octets of
        // padding come.
        String array = u32(12) + u32(0) + body + "00000000" + three;
        assertThat(value(array)).isEqualTo(new Variant("R8[3]", 1.5));
        String bits = "02000000 00000B00 02000000 02000000 08000200 02000000 00000000 02000000";
        assertThat(value(u32(9) + u32(0) + "0B20 0000 00000000 00200000" + head + bits + "FFFF 0000"))
                .isEqualTo(new Variant("BOOL[2]", true));
        String texts = "04000000 00000800 08000000 01000000 08000200 01000000 00000000 01000000";
        String blob = "0C000200 02000000 04000000 02000000 61006200";
        assertThat(value(u32(12) + u32(0) + "0820 0000 00000000 00200000" + head + texts + blob))
                .isEqualTo(new Variant("BSTR[1]", "ab"));
    }

    /** Whatever the kind, what follows is found again. */
    private static Variant value(String hex) {
        byte[] octets = Bench.hex(Dcom.laid(hex + variant(3, "2A000000")));
        Stub in = new Stub(new Bytes().wrap(octets), true);
        Variant value = Variant.read(in);
        assertThat(Variant.read(in)).isEqualTo(new Variant("I4", 42L));
        assertThat(in.cut()).isFalse();
        return value;
    }
}
