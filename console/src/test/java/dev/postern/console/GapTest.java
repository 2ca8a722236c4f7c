package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import dev.postern.store.Capture;
import dev.postern.verify.Attestations;
import dev.postern.verify.Bundle;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far the gap holds, and what is attested of it. */
class GapTest extends Visit {
    static final GapReport GAP = new GapReport(
            0,
            1,
            GapReport.State.DOUBTFUL,
            0,
            "It is in doubt.",
            0.5,
            "",
            List.of(),
            List.of(new GapReport.Attempt(
                    Address.parse("10.0.0.1"), "name", "update.example", 2, 1, 0, 1, new FrameRef(0, 7))),
            0,
            List.of(),
            List.of(),
            List.of(new GapReport.BlindSpot("", "dark", "look")),
            List.of());

    @Test
    void theGapIsToldWithItsEvidenceAndItsAttestationsCanBeChecked() throws Exception {
        enter();
        home.announce(new Capture(0, "mirror.pcap", "identity", 1, true, 0, 1, null));
        home.state().put(GAP);
        assertThat(get("/api/v1/gap").body())
                .contains("\"state\":\"doubtful\"", "{\"capture\":\"mirror.pcap\",\"frame\":7}", "\"remedy\":\"look\"");
        String text =
                "{\"confidence_permille\":250,\"from\":\"2026-03-01\",\"previous\":\"\",\"sentence\":\"It holds.\",\"seq\":1,"
                        + "\"state\":\"holds\",\"until\":\"2026-03-02\"}";
        Attestations.Signed signed =
                Attestations.sign(text, home.attestationKey().privateKey());
        home.state()
                .attestations()
                .attest(
                        1_000_000_000L,
                        last -> new dev.postern.store.AttestationChain.Attestation(
                                1, 1_000_000_000L, text, signed.signature()));
        assertThat(get("/api/v1/gap/attestations").body())
                .contains("\"sentence\":\"It holds.\"", "\"confidence\":0.25");
        HttpResponse<String> bundle = get("/api/v1/gap/attestations/bundle");
        assertThat(bundle.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment");
        assertThat(Bundle.check(bundle.body().lines().toList(), null)).isInstanceOf(Bundle.Verdict.Whole.class);
    }
}
