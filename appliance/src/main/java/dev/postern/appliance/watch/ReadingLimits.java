package dev.postern.appliance.watch;

import static dev.postern.appliance.watch.LimitWords.CAPTURE;
import static dev.postern.appliance.watch.LimitWords.FLOOD;
import static dev.postern.appliance.watch.LimitWords.NONE;
import static dev.postern.appliance.watch.LimitWords.words;

import dev.postern.appliance.watch.LimitWords.Meaning;
import java.util.Map;

/** The words for limits of what is read from the wire. */
final class ReadingLimits {
    static final Map<String, Meaning> MEANINGS = Map.ofEntries(
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
                    NONE));

    private ReadingLimits() {}
}
