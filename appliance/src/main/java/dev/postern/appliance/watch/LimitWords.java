package dev.postern.appliance.watch;

import dev.postern.console.Status;
import java.util.Map;

/**
 * What it means for a plant engineer that a limit was reached, and what to do about it. Limits protect the appliance from floods; what comes beyond is
 * counted, and here the count gets its words.
 */
final class LimitWords {
    /** @param what is limited, what no longer happens, what to do */
    private record Meaning(String what, String lost, String remedy) {}

    private static final String FLOOD =
            "Look in Devices and Incidents for a host that talks to thousands of others: a scan, a flood, a virus, or a monitoring system.";
    private static final String SIZE =
            "The site is larger than one appliance watches: give parts of it appliances of their own.";
    private static final String CAPTURE =
            "Look at the mirror port: packets that are lost or come out of order make streams wait. Otherwise a host sends broken packets.";
    private static final String NONE = "Nothing, if the number does not grow fast.";

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            words(
                    "wire: bindings",
                    "pairs of hardware address and address",
                    "the oldest pair is forgotten and told as new when it returns",
                    FLOOD),
            words(
                    "wire: cards with addresses",
                    "hardware addresses whose network addresses are counted",
                    "those that are no router's are counted anew; a router that is met now is recognised later",
                    FLOOD),
            words(
                    "wire: dissector gave up",
                    "protocols that read on in a stream",
                    "the rest of these connections counts as traffic, without its commands",
                    "Nothing; a protocol that often gives up is worth a report to Postern's makers."),
            words(
                    "wire: entries of a flow",
                    "requests without an answer and names that one connection keeps",
                    "the oldest goes: should its answer still come, it is told alone, and what it opened is called by its number",
                    "Nothing where the mirror port shows one direction only, or nobody answers. Otherwise look for a host that asks without waiting."),
            words(
                    "wire: flows of a shard",
                    "connections at a time",
                    "the longest silent one is closed early, so its next packet looks like a new connection",
                    FLOOD),
            words(
                    "wire: flows of a source",
                    "connections of one host at a time",
                    "that host's oldest connections are closed early; others are not touched",
                    FLOOD),
            words(
                    "wire: fragment bytes of a shard",
                    "bytes of datagrams in fragments",
                    "the oldest datagram is not put together and not read",
                    FLOOD),
            words(
                    "wire: fragment bytes of a source",
                    "bytes of one host's datagrams in fragments",
                    "that host's datagram is not read",
                    FLOOD),
            words(
                    "wire: fragment identification used again",
                    "numbers of datagrams in fragments that came again too soon",
                    "the earlier datagram is not put together and not read",
                    CAPTURE),
            words(
                    "wire: fragmented datagrams of a shard",
                    "datagrams in fragments at a time",
                    "the oldest is not put together and not read",
                    CAPTURE),
            words(
                    "wire: fragmented datagrams of a source",
                    "datagrams in fragments of one host",
                    "that host's oldest is not put together and not read",
                    CAPTURE),
            words(
                    "wire: fragments waited for in vain",
                    "fragments that never came",
                    "their datagrams are not read",
                    CAPTURE),
            words(
                    "wire: numbers of redundant frames",
                    "numbers of frames that HSR or PRP sends twice",
                    "the second copy of such a frame counts as a frame of its own",
                    "Nothing, if only one of the two networks is mirrored."),
            words(
                    "wire: pending bytes of a direction",
                    "bytes that wait for the rest of a message",
                    "that connection is read from its next message on",
                    CAPTURE),
            words(
                    "wire: pending bytes of a shard",
                    "bytes that wait for the rest of their messages",
                    "connections lose messages that were not whole yet",
                    CAPTURE),
            words(
                    "wire: pending bytes of a source",
                    "bytes of one host that wait for the rest of their messages",
                    "that host's connections lose messages that were not whole yet",
                    CAPTURE),
            words(
                    "wire: protocols of a flow",
                    "protocols within one connection",
                    "what is inside is not read deeper",
                    NONE),
            words(
                    "wire: sctp chunks of a packet",
                    "pieces in one SCTP packet",
                    "the others of that packet are not read",
                    NONE),
            words(
                    "wire: sctp messages in several chunks",
                    "SCTP messages in several pieces",
                    "they are counted as traffic and not read",
                    NONE),
            words(
                    "wire: tcp segments out of order",
                    "segments that arrived before their turn",
                    "that connection is read on behind the hole",
                    CAPTURE),
            words(
                    "wire: tcp sequence jump",
                    "jumps in the numbering of a connection",
                    "that connection is read on from the new place",
                    CAPTURE),
            words(
                    "wire: tunnels in a frame",
                    "tunnels within tunnels",
                    "what is inside the innermost is not read",
                    "Find out who packs tunnels into tunnels: that is unusual."),
            words(
                    "wire: unknown protocols of a shard",
                    "protocols that nobody has described",
                    "further ones are counted as traffic, without verbs of their own",
                    NONE),
            words(
                    "life: conversations per client",
                    "conversations of one client with a pattern of life",
                    "that client's least active ones are forgotten and learned anew",
                    FLOOD),
            words(
                    "life: conversations per shard",
                    "conversations with a pattern of life",
                    "the least active ones are forgotten and learned anew",
                    SIZE),
            words(
                    "life: devices",
                    "devices with a pattern of life",
                    "the least active ones are forgotten and learned anew",
                    SIZE),
            words(
                    "life: lessons of late",
                    "very rare minutes of the last three days",
                    "the oldest can no longer be taken back, should they turn out to belong to an incident",
                    FLOOD),
            words(
                    "life: symbols per conversation",
                    "commands and objects in one conversation",
                    "its rarest ones are forgotten: what returns after long looks new",
                    "A server whose objects change names all the time does this; nothing else is affected."),
            words(
                    "life: orders per conversation",
                    "orders in which one conversation asks for things",
                    "those that came once are forgotten",
                    "Pages of the web through a proxy do this, for they have no order; nothing else is affected."),
            words(
                    "analyst: conduits",
                    "conversations on the map",
                    "further ones are judged but not drawn, and not in the report on the gap",
                    FLOOD),
            words("analyst: devices", "addresses in the inventory", "further ones are judged but not listed", SIZE),
            words(
                    "analyst: devices never heard",
                    "addresses that are only spoken of",
                    "further ones are not listed: somebody asks for many that do not exist",
                    FLOOD),
            words(
                    "analyst: public devices",
                    "public addresses in the inventory",
                    "further ones are not listed; that the outside was reached is told all the same",
                    FLOOD),
            words(
                    "analyst: open incidents",
                    "incidents open at a time",
                    "one that was not told yet gives way, else the oldest is closed, and a later deed of the same hand is told as another",
                    FLOOD),
            words(
                    "analyst: closed incidents",
                    "incidents that ended within two days, or whose story may still change",
                    "the oldest is over for good: the same again begins another, and what comes late no longer changes its words",
                    FLOOD),
            words(
                    "analyst: stories let go",
                    "stories of the past whose sources judging remembers",
                    "if the oldest is called malicious, what is taken back begins three days before that; the stories themselves are all kept",
                    NONE),
            words(
                    "analyst: anomalies of stories let go",
                    "anomalies of the past whose sources judging remembers",
                    "if one of the oldest is called malicious, what is taken back begins three days before that; the anomalies themselves are all kept",
                    NONE),
            words(
                    "analyst: sources of a story let go",
                    "sources of one story of the past that judging remembers",
                    "if that story is called malicious, nothing is taken back of what was learned from further ones",
                    FLOOD),
            words(
                    "analyst: peers of a service",
                    "clients of one service of a device, or servers of it that one device uses",
                    "further ones are on the map, but do not count for the role of that device; each minute that they talk counts here",
                    NONE),
            words(
                    "analyst: peers of a device",
                    "hosts that one device exchanged packets with",
                    "of further ones it is not known that they are two devices, should an address move; each minute that they talk counts here",
                    NONE),
            words(
                    "analyst: services of a device",
                    "services that one device offers or uses",
                    "further ones are not listed with it",
                    FLOOD),
            words(
                    "analyst: stations of a device",
                    "stations behind one gateway",
                    "further ones are not listed with it",
                    NONE),
            words(
                    "analyst: outside names",
                    "names of the outside that were asked for",
                    "further ones are not in the report on the gap",
                    "This network asks the outside for very much: is it a plant without the outside?"),
            words(
                    "analyst: outside names per host",
                    "names of the outside one host asked for",
                    "that host's further ones are not in the report on the gap",
                    "Look at that host: browsers ask for so many, and so do tunnels over names."),
            words(
                    "analyst: hosts with public contacts",
                    "hosts that met public addresses",
                    "further ones are not told by name",
                    SIZE),
            words(
                    "analyst: hosts that met the outside",
                    "hosts that met public addresses",
                    "the ways of further ones are not in the report on the gap",
                    SIZE),
            words(
                    "analyst: inferences about the gap",
                    "inferences about the gap",
                    "further ones are not listed",
                    "Clear up those that are listed first."),
            words(
                    "analyst: hosts with clocks",
                    "hosts whose TCP timestamps are followed",
                    "by their clocks further ones are not known again in another network",
                    SIZE),
            words(
                    "analyst: clocks of a host",
                    "TCP timestamp clocks of one host at a time",
                    "further ones of that host are not followed",
                    "Nothing: newer systems begin a clock for each peer."),
            words(
                    "analyst: weak spots",
                    "weak spots",
                    "further ones are not listed",
                    "Mend those that are listed first, the worst at the top."),
            words("analyst: doors", "doors watched for use", "further ones are not told when nobody uses them", FLOOD),
            words(
                    "analyst: visited devices",
                    "devices whose visitors are kept",
                    "of further ones it is not told from how many networks they are reached",
                    SIZE),
            words(
                    "analyst: sessions that begin",
                    "logins that wait for their answer",
                    "a weak login may go untold",
                    FLOOD),
            words(
                    "analyst: rhythms of connections",
                    "connections watched for a rhythm by the first audits",
                    "further ones are not found steady; the pattern of life judges them all the same",
                    SIZE),
            words(
                    "analyst: hosts that knock",
                    "hosts whose shut doors are counted by the first audits",
                    "further ones are not in them",
                    FLOOD),
            words(
                    "analyst: announced windows at work",
                    "announced windows with work under way",
                    "what was done in further ones is told as not done",
                    "Withdraw windows that nobody needs."),
            words(
                    "analyst: masters of a server",
                    "hosts that ask one controller for something",
                    "further ones are not told as its new masters; the pattern of life tells them as new conversations",
                    FLOOD),
            words(
                    "evidence: left out",
                    "anomalies that waited for their packets",
                    "of further ones no packets were cut out",
                    "Look at them soon: the ring of packets still holds them for a while."));

    private LimitWords() {}

    private static Map.Entry<String, Meaning> words(String name, String what, String lost, String remedy) {
        return Map.entry(name, new Meaning(what, lost, remedy));
    }

    /** @param name with its room: {@code life: symbols per conversation} */
    static Status.BlindSpot of(String name, long count) {
        int colon = name.indexOf(": ");
        String bare = name.substring(colon < 0 ? 0 : colon + 2);
        Meaning meaning = MEANINGS.getOrDefault(
                name, new Meaning(bare, "what came beyond it was judged, but not followed further", FLOOD));
        String times = count == 1 ? "Once" : count + " times";
        return new Status.BlindSpot(
                "Limit reached: " + meaning.what(),
                times + " there was no room for more: " + meaning.lost() + ". To do: " + meaning.remedy());
    }

    /** For the test that holds these words to what they describe. */
    static java.util.Set<String> names() {
        return MEANINGS.keySet();
    }
}
