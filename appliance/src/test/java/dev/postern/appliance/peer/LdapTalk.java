package dev.postern.appliance.peer;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;

/** UnboundID's client binds, searches, changes and is refused at UnboundID's directory. */
public final class LdapTalk {
    private static final String BASE = "dc=works,dc=example";

    private LdapTalk() {}

    public static Overheard talk() throws IOException, LDAPException, LDIFException {
        InMemoryDirectoryServerConfig settings = new InMemoryDirectoryServerConfig(BASE);
        settings.addAdditionalBindCredentials("cn=admin", "secret");
        settings.setListenerConfigs(
                new InMemoryListenerConfig("ldap", InetAddress.getLoopbackAddress(), 0, null, null, null));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(settings);
        server.startListening();
        Overheard talk = Overheard.between(server.getListenPort());
        try (LDAPConnection client = new LDAPConnection("127.0.0.1", talk.port())) {
            try {
                client.bind("cn=admin", "wrong");
            } catch (LDAPException refused) {
                if (refused.getResultCode().intValue() != 49) throw refused;
            }
            client.bind("cn=admin", "secret");
            client.add("dn: " + BASE, "objectClass: domain", "dc: works");
            for (String name : new String[] {"anna", "bert"})
                client.add(
                        "dn: uid=" + name + "," + BASE,
                        "objectClass: inetOrgPerson",
                        "uid: " + name,
                        "sn: x",
                        "cn: " + name);
            client.search(BASE, SearchScope.SUB, "(&(objectClass=person)(|(uid=a*)(!(sn=y))))", "uid", "cn");
            client.search(BASE, SearchScope.BASE, "(objectClass=*)");
            client.modify("uid=anna," + BASE, new Modification(ModificationType.REPLACE, "sn", "z"));
            client.compare("uid=anna," + BASE, "sn", "z");
            client.modifyDN("uid=bert," + BASE, "uid=carl", true);
            client.delete("uid=carl," + BASE);
        } finally {
            server.shutDown(true);
            talk.close();
        }
        return talk;
    }
}
