package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementsTest {
    private static final Address DEVICE = Address.mac(0x02_00_00_00_00_0BL);
    private static final Address CONTROLLER = Address.mac(0x02_00_00_00_00_0AL);
    private final Agreements agreements = new Agreements();

    private static Agreement said(int speaker, long number, Object form) {
        return said(speaker, number, form, 1);
    }

    private static Agreement said(int speaker, long number, Object form, int parts) {
        return new Agreement(Address.ipv4(speaker), DEVICE, CONTROLLER, number, form, parts);
    }

    @Test
    void theLastWordOnOneNumberHolds() {
        agreements.heard(said(1, 7, "first"));
        agreements.heard(said(1, 7, "second"));
        assertThat(agreements.of(DEVICE, CONTROLLER, 7)).isEqualTo("second");
        assertThat(agreements.of(CONTROLLER, DEVICE, 7)).isNull();
    }

    @Test
    void whatWasHeardIsPassedOnOnceAndWhatWasPassedOnIsNot() {
        agreements.heard(said(1, 7, "mine"));
        agreements.put(said(2, 8, "yours"));
        assertThat(agreements.takeNews()).extracting(Agreement::form).containsExactly("mine");
        assertThat(agreements.takeNews()).isEmpty();
        assertThat(agreements.of(DEVICE, CONTROLLER, 8)).isEqualTo("yours");
    }

    @Test
    void whatIsSaidAgainIsNoNews() {
        agreements.heard(said(1, 7, "form"));
        int version = agreements.version();
        agreements.takeNews();
        agreements.heard(said(1, 7, "form"));
        assertThat(agreements.takeNews()).isEmpty();
        assertThat(agreements.version()).isEqualTo(version);
    }

    @Test
    void largeOnesCountByTheirParts() {
        int half = Agreements.PARTS_MAX / 2;
        agreements.heard(said(1, 1, "small"));
        assertThat(agreements.heard(said(2, 2, "large", half))).isZero();
        assertThat(agreements.heard(said(2, 3, "large as well", half))).isEqualTo(2);
        assertThat(agreements.of(DEVICE, CONTROLLER, 2)).isNull();
        assertThat(agreements.of(DEVICE, CONTROLLER, 3)).isNotNull();
        assertThat(agreements.of(DEVICE, CONTROLLER, 1)).isNotNull();
        assertThat(agreements.takeNews()).extracting(Agreement::number).containsExactly(1L, 2L);
    }

    @Test
    void aFloodFromOneStationCostsNobodyElseAndIsCounted() {
        agreements.heard(said(1, 1, "kept"));
        int gone = 0;
        for (int i = 0; i < 2 * Agreements.AGREED_MAX; i++) gone += agreements.put(said(2, 100 + i, "flood"));
        assertThat(gone).isEqualTo(Agreements.AGREED_MAX + 1);
        assertThat(agreements.of(DEVICE, CONTROLLER, 1)).isEqualTo("kept");
        assertThat(agreements.of(DEVICE, CONTROLLER, 100)).isNull();
    }

    @Test
    void anotherWireKnowsItOnceItWasTold() {
        Wire heard = new Wire(Wire.Limits.defaults());
        heard.learn(List.of(said(1, 7, "form")));
        assertThat(heard.takeAgreed()).isEmpty();
    }
}
