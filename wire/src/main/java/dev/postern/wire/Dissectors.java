package dev.postern.wire;

import dev.postern.model.Transport;
import dev.postern.wire.it.amqp.AmqpDissector;
import dev.postern.wire.it.coap.CoapDissector;
import dev.postern.wire.it.dhcp.DhcpDissector;
import dev.postern.wire.it.discovery.SsdpDissector;
import dev.postern.wire.it.discovery.WsDiscoveryDissector;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.dns.NbdgmDissector;
import dev.postern.wire.it.dns.NbnsDissector;
import dev.postern.wire.it.http.HttpDissector;
import dev.postern.wire.it.kerberos.KerberosDissector;
import dev.postern.wire.it.ldap.LdapDissector;
import dev.postern.wire.it.lldp.LldpDissector;
import dev.postern.wire.it.mqtt.MqttDissector;
import dev.postern.wire.it.ntp.NtpDissector;
import dev.postern.wire.it.quic.QuicDissector;
import dev.postern.wire.it.smb2.SmbDissector;
import dev.postern.wire.it.snmp.SnmpDissector;
import dev.postern.wire.it.ssh.SshDissector;
import dev.postern.wire.it.tls.TlsDissector;
import dev.postern.wire.ot.ads.AdsDissector;
import dev.postern.wire.ot.bacnet.BacnetDissector;
import dev.postern.wire.ot.codesys.Codesys2Dissector;
import dev.postern.wire.ot.codesys.Codesys3Dissector;
import dev.postern.wire.ot.crimson.CrimsonDissector;
import dev.postern.wire.ot.dnp3.Dnp3Dissector;
import dev.postern.wire.ot.enip.EnipDissector;
import dev.postern.wire.ot.fins.FinsDissector;
import dev.postern.wire.ot.fox.FoxDissector;
import dev.postern.wire.ot.iec104.Iec104;
import dev.postern.wire.ot.iec61850.MmsDissector;
import dev.postern.wire.ot.knxip.KnxIpDissector;
import dev.postern.wire.ot.lontalk.LonTalkDissector;
import dev.postern.wire.ot.melsec.MelsoftDissector;
import dev.postern.wire.ot.melsec.SlmpDissector;
import dev.postern.wire.ot.modbus.Modbus;
import dev.postern.wire.ot.opcua.OpcUaDissector;
import dev.postern.wire.ot.profinet.Profinet;
import dev.postern.wire.ot.rtps.RtpsDissector;
import dev.postern.wire.ot.s7comm.S7comm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every protocol that is read. Where two are equally sure, the one further up is believed. Immutable. */
public final class Dissectors {
    private static final Dissectors STANDARD = new Dissectors(all());

    private final Map<Transport, Dissector[]> byTransport = new EnumMap<>(Transport.class);
    private final Map<String, Dissector> byName = new HashMap<>();

    Dissectors(List<Dissector> dissectors) {
        for (Transport transport : Transport.values()) {
            byTransport.put(
                    transport,
                    dissectors.stream().filter(d -> d.speaks(transport)).toArray(Dissector[]::new));
        }
        for (Dissector dissector : dissectors) {
            if (byName.put(dissector.protocol(), dissector) != null)
                throw new IllegalArgumentException("two dissectors for " + dissector.protocol());
        }
    }

    /** One line a protocol. */
    private static List<Dissector> all() {
        return List.of(
                new Modbus(),
                new S7comm(),
                new Dnp3Dissector(),
                new EnipDissector(),
                new Iec104(),
                new MmsDissector(),
                new Profinet(),
                new BacnetDissector(),
                new OpcUaDissector(),
                new KnxIpDissector(),
                new RtpsDissector(),
                new LonTalkDissector(),
                new FoxDissector(),
                new CrimsonDissector(),
                new FinsDissector(),
                new SlmpDissector(),
                new MelsoftDissector(),
                new AdsDissector(),
                new Codesys2Dissector(),
                new Codesys3Dissector(),
                DnsDissector.dns(),
                DnsDissector.mdns(),
                DnsDissector.llmnr(),
                new NbnsDissector(),
                new DhcpDissector(),
                new NtpDissector(),
                new TlsDissector(),
                new HttpDissector(),
                new SmbDissector(),
                new LldpDissector(),
                new SnmpDissector(),
                new SshDissector(),
                new KerberosDissector(),
                new LdapDissector(),
                new QuicDissector(),
                new SsdpDissector(),
                new WsDiscoveryDissector(),
                new NbdgmDissector(),
                new MqttDissector(),
                new CoapDissector(),
                new AmqpDissector());
    }

    public static Dissectors standard() {
        return STANDARD;
    }

    Dissector[] on(Transport transport) {
        return byTransport.get(transport);
    }

    /** @return null if there is none, as after a release that dropped it */
    Dissector named(String protocol) {
        return byName.get(protocol);
    }

    /** Some protocol usually lives at this port. */
    boolean usualPort(Transport transport, int port) {
        for (Dissector dissector : on(transport)) if (dissector.usualPort(transport, port)) return true;
        return false;
    }
}
