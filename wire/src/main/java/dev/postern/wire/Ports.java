package dev.postern.wire;

import dev.postern.model.Transport;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plain names for services that nobody dissected, by port, IP protocol number or EtherType (IANA registries, and for plant protocols
 * their vendors' manuals). A name here says where traffic went, not what it was.
 */
final class Ports {
    private static final Map<Integer, String> TCP = names(
            "20 ftp-data 21 ftp 22 ssh 23 telnet 25 smtp 53 dns 79 finger 80 http 88 kerberos 102 iso-tsap 110 pop3 111 sunrpc"
                    + " 113 ident 119 nntp 135 dcerpc 139 netbios-ssn 143 imap 179 bgp 389 ldap 443 https 445 smb 465 smtps 502 modbus"
                    + " 513 rlogin 514 rsh 515 lpd 548 afp 554 rtsp 587 submission 593 dcerpc-http 623 ipmi 631 ipp 636 ldaps"
                    + " 789 crimson 853 dns-over-tls 873 rsync 902 vmware 993 imaps 995 pop3s 1080 socks 1089 ff-hse 1090 ff-hse"
                    + " 1091 ff-hse 1217 codesys 1433 mssql 1521 oracle 1700 ab-dh 1723 pptp 1883 mqtt 1911 fox 1962 pcworx 2000 sccp"
                    + " 2049 nfs 2222 enip-io 2404 iec104 2575 hl7 3128 http-proxy 3268 ldap-gc 3269 ldaps-gc 3306 mysql 3389 rdp 4000 roc"
                    + " 4001 roc 4444 metasploit 4840 opcua 4911 foxs 5007 melsec 5060 sip 5094 hart-ip 5313 vnetip 5432 postgresql 5671 amqps"
                    + " 5672 amqp 5900 vnc 5938 teamviewer 5985 winrm 5986 winrms 6379 redis 7070 anydesk 8080 http-alt 8443 https-alt"
                    + " 8530 wsus 8531 wsus 8883 mqtts 9100 jetdirect 9200 elasticsearch 9600 fins 11740 codesys 18245 ge-srtp"
                    + " 20000 dnp3 20256 pcom 20547 proconos 27017 mongodb 34962 profinet-rt 34963 profinet-rtm 34964 profinet-cm"
                    + " 44818 enip 48898 ads 50000 siprotec 55000 fl-net");
    private static final Map<Integer, String> UDP = names(
            "53 dns 67 dhcp 68 dhcp 69 tftp 88 kerberos 111 sunrpc 123 ntp 135 dcerpc 137 nbns 138 netbios-dgm 161 snmp 162 snmp-trap"
                    + " 319 ptp 320 ptp 389 ldap 443 quic 500 ike 502 modbus 514 syslog 520 rip 546 dhcpv6 547 dhcpv6 623 ipmi"
                    + " 1089 ff-hse 1090 ff-hse 1091 ff-hse 1194 openvpn 1740 codesys 1741 codesys 1742 codesys 1743 codesys"
                    + " 1812 radius 1813 radius 1883 mqttsn 1900 ssdp 1985 hsrp 2000 cadlock 2049 nfs 2222 enip-io 3222 glbp 3389 rdp"
                    + " 3478 stun 3544 teredo 3671 knxnet 3702 ws-discovery 4500 ipsec-nat 4712 synchrophasor 4713 synchrophasor"
                    + " 4789 vxlan 4800 moxa 4840 uadp 5004 rtp 5050 multimedia 5060 sip 5094 hart-ip 5313 vnetip 5353 mdns 5355 llmnr 5683 coap 6060 esio 6081 geneve"
                    + " 6454 artnet 7400 rtps 9600 fins 10883 mqttsn 17500 dropbox 17754 zep 18246 ge-egd 18507 deltav 18508 deltav 18509 deltav 18510 deltav 18515 deltav 18519 deltav"
                    + " 19132 minecraft 20000 dnp3 27127 wincc"
                    + " 34962 profinet-rt 34963 profinet-rtm 34964 profinet-cm 44818 enip 47808 bacnet 48899 ads 51820 wireguard"
                    + " 55000 fl-net 55001 fl-net 55002 fl-net 55003 fl-net");
    private static final Map<Integer, String> SCTP = names(
            "2904 m2ua 2905 m3ua 2945 h248 3868 diameter 9899 sctp-tunnel 36412 s1ap 36422 x2ap 38412 ngap 38422 xnap");
    private static final Map<Integer, String> IP = names(
            "2 igmp 4 ipip 6 tcp 17 udp 41 ipv6-in-ip 46 rsvp 47 gre 50 esp 51 ah 88 eigrp 89 ospf 94 ipip 103 pim 112 vrrp 115 l2tp"
                    + " 132 sctp");
    /** EtherTypes, and SAP pairs of 802.2. */
    private static final Map<Integer, String> ETHERNET = hexNames(
            "0806 arp 0842 wake-on-lan 2003 ctp 22ea srp 6002 dec-mop-rc 6003 decnet 6004 lat 8035 rarp 8037 ipx 809b appletalk 80e1 mrp-old"
                    + " 8137 ipx 8204 qnx 8808 pause 8809 lacp 8847 mpls 8848 mpls 8863 pppoe-discovery 8864 pppoe 886d intel-ans"
                    + " 8870 jumbo 887b homeplug 888e eapol 8892 profinet 889a hyperscsi 88a2 aoe 88a4 ethercat 88ab powerlink 88b5 local"
                    + " 88b6 local 88b7 oui-extended 88b8 goose 88b9 gse-management 88ba sv 88bf romon 88c7 preauth 88cc lldp 88cd sercos3"
                    + " 88e1 homeplug-av 88e3 mrp 88e5 macsec 88f5 mvrp 88f7 ptp 88fb prp 8902 cfm 8906 fcoe 890d tdls 890f cclink-ie"
                    + " 8914 fip 892f hsr 893a ieee1905 8947 geonetworking 9000 loopback 9003 loopback 99fe fins-link b62c uadp"
                    + " 4242 stp aaaa snap e0e0 ipx-llc f0f0 netbeui fefe osi ffff ipx-raw");

    private Ports() {}

    /** Name of the service at {@code port}, or null. */
    static String name(Transport transport, int port) {
        return switch (transport) {
            case TCP -> TCP.get(port);
            case UDP -> UDP.get(port);
            case IP -> IP.get(port);
            case ETHERNET -> ETHERNET.get(port);
            case ICMP -> "icmp";
            case SCTP -> SCTP.get(port);
        };
    }

    /** Never null: {@code tcp/8080}, {@code ethernet/88cc}. */
    static String service(Transport transport, int port) {
        String name = name(transport, port);
        if (name != null) return name;
        String number =
                transport == Transport.ETHERNET ? HexFormat.of().toHexDigits((short) port) : Integer.toString(port);
        return transport.label() + "/" + number;
    }

    private static Map<Integer, String> names(String pairs) {
        return parse(pairs, 10);
    }

    private static Map<Integer, String> hexNames(String pairs) {
        return parse(pairs, 16);
    }

    private static Map<Integer, String> parse(String pairs, int radix) {
        Map<Integer, String> names = new TreeMap<>();
        String[] words = pairs.split(" ");
        for (int i = 0; i < words.length; i += 2) names.put(Integer.parseInt(words[i], radix), words[i + 1]);
        return Map.copyOf(names);
    }
}
