package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import jcifs.NetbiosAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How devices announce themselves and are found, as real stacks do it. */
@Timeout(180)
class DiscoveryAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void mdnsAsJmdnsSpeaksIt() throws Exception {
        try (Overheard talk = MdnsTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "mdns", talk, MdnsTalk.PORT);
            agreement.assertFields("mdns", 15);
            assertThat(agreement.told("mdns", "operation", "kind", "target", "answers", "ttl_seconds"))
                    // An hour, less what has passed of it.
                    .map(line -> line.replaceFirst(" 3(600|5..)$", ""))
                    .contains(
                            "query any request pump7.local",
                            "query a notice pump7.local [\"a 127.0.0.1\"]",
                            "query ptr notice _modbus._tcp.local [\"ptr pump 7._modbus._tcp.local\","
                                    + "\"srv pump7.local:502\",\"txt model=P-700\"]",
                            // A time to live of 0 says goodbye.
                            "query a notice bench.local [\"a 127.0.0.1\"] 0");
        }
    }

    @Test
    void netbiosNamesAsJcifsAsksForThem() throws Exception {
        NetbiosTalk.Understood understood = NetbiosTalk.names();
        try (Overheard talk = understood.talk()) {
            Agreement agreement = Agreement.on(folder, "nbns", talk, 137);
            agreement.assertFields("nbns", 6);
            StringJoiner names = new StringJoiner(",", "[", "]");
            for (NetbiosAddress name : understood.names())
                names.add("\"%s<%02x>\"".formatted(name.getHostName().toLowerCase(Locale.ROOT), name.getNameType()));
            assertThat(agreement.told("nbns", "operation", "kind", "target", "rcode", "address", "names"))
                    .containsExactly(
                            "query request plc 1<20>",
                            "query success plc 1<20> 0 " + understood.found().getHostAddress(),
                            "node status request *<00>",
                            "node status success *<00> 0 " + names,
                            "query request nobody<20>",
                            "query refused nobody<20> 3");
        }
    }

    @Test
    void aNetbiosSessionAsJcifsAsksSambaForIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SambaServer.COMMAND)), "no Samba: install the package 'samba'");
        try (SambaServer server = SambaServer.start(folder, Agreement.freePort());
                Overheard talk = NetbiosTalk.session(server.port())) {
            assertThat(Agreement.on(folder, "nbss", talk, 139).told("smb1", "operation", "kind", "target", "calling"))
                    .containsExactly("session request request files bench 7", "session request success files");
        }
    }

    @Test
    void ssdpAsItsClientReadsIt() throws Exception {
        SsdpTalk ssdp = new SsdpTalk();
        try (Overheard talk = ssdp.talk) {
            Agreement agreement = Agreement.on(folder, "ssdp", talk, SsdpTalk.PORT);
            agreement.assertFields("ssdp", 5);
            assertThat(agreement.told("ssdp", "operation", "kind", "nts", "target", "mx"))
                    .containsExactly(
                            "notify notice ssdp:alive " + SsdpTalk.TYPE,
                            "m-search request " + SsdpTalk.TYPE + " 2",
                            "m-search request ssdp:all 2",
                            "m-search success " + SsdpTalk.TYPE,
                            "notify notice ssdp:byebye " + SsdpTalk.TYPE);
            assertThat(agreement.told("ssdp", "kind", "location", "usn"))
                    .filteredOn(line -> !line.startsWith("request"))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .containsExactlyElementsOf(ssdp.understood);
        }
    }
}
