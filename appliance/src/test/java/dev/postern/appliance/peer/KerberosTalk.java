package dev.postern.appliance.peer;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.client.KrbClient;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;

/** Apache Kerby's client gets a ticket for a service from Apache Kerby's key centre, and is refused with a wrong password. */
final class KerberosTalk {
    private static final String REALM = "WORKS.EXAMPLE";

    private KerberosTalk() {}

    static Overheard talk(Path folder, int port) throws IOException, KrbException {
        SimpleKdcServer server = new SimpleKdcServer();
        server.setKdcHost("127.0.0.1");
        server.setKdcRealm(REALM);
        server.setKdcTcpPort(port);
        server.setAllowUdp(false);
        server.setWorkDir(folder.toFile());
        server.init();
        server.createPrincipal("anna@" + REALM, "right");
        server.createPrincipal("cifs/files.works.example@" + REALM, "service");
        server.start();
        Overheard talk = Overheard.between(port);
        try {
            KrbClient client = new KrbClient(server.getKrbClient().getKrbConfig());
            client.setKdcHost("127.0.0.1");
            client.setKdcRealm(REALM);
            client.setKdcTcpPort(talk.port());
            client.setAllowUdp(false);
            client.init();
            TgtTicket granting = client.requestTgt("anna@" + REALM, "right");
            client.requestSgt(granting, "cifs/files.works.example@" + REALM);
            try {
                client.requestTgt("anna@" + REALM, "wrong");
                throw new AssertionError("a wrong password was accepted");
            } catch (KrbException refused) {
                // As it should be.
                return talk;
            }
        } finally {
            server.stop();
            talk.close();
        }
    }
}
