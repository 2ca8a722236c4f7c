package dev.postern.appliance.watch;

import static dev.postern.appliance.watch.LimitWords.FLOOD;
import static dev.postern.appliance.watch.LimitWords.NONE;
import static dev.postern.appliance.watch.LimitWords.SIZE;
import static dev.postern.appliance.watch.LimitWords.words;

import dev.postern.appliance.watch.LimitWords.Meaning;
import java.util.Map;

/** The words for limits of what is learned, concluded and kept. */
final class JudgingLimits {
    static final Map<String, Meaning> MEANINGS = Map.ofEntries(
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
                    "life: values per conversation",
                    "points of one conversation whose values are learned",
                    "further ones are kept in the history and not judged: their level, their steps and what is written to them",
                    "Nothing: so it is where one master reads hundreds of points."),
            words(
                    "life: complaints per conversation",
                    "troubles that one device reports in one conversation",
                    "those that came least often are forgotten, and are new when they come again",
                    "Look at the device: one that reports so many is in trouble, or somebody plays with it."),
            words(
                    "life: domains per device",
                    "domains that one device asks for",
                    "those asked for least are forgotten: what a tunnel in names would show begins anew",
                    "A browser or a proxy asks for so many; a machine of the plant does not."),
            words(
                    "life: edges per device",
                    "peers of one device whose coming and going is known",
                    "those that came least often are forgotten: when they were there is not known any more",
                    FLOOD),
            words(
                    "life: stores per device",
                    "servers whose data one device reads",
                    "those read least are forgotten: how much is usual there is learned anew",
                    FLOOD),
            words(
                    "life: groups",
                    "things of which it is known how usual they are on the site",
                    "further ones are judged by each device alone",
                    SIZE),
            words(
                    "life: servers that the outside logs in at",
                    "servers at which logins from the internet fail",
                    "guesses at further ones are not counted",
                    "So many servers that the internet logs in at are a hole: close the ports that need not be reached from there."),
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
            words(
                    "analyst: devices with peers",
                    "devices compared with others",
                    "further ones belong to no group",
                    SIZE),
            words("analyst: peer groups", "groups of devices that do the same", "further ones are not formed", SIZE),
            words(
                    "analyst: things a device does",
                    "protocols that one device serves and asks",
                    "of further ones it is not known whether devices like it do them as well",
                    "Nothing: a server of many does this."),
            words(
                    "analyst: downloads",
                    "devices that were seen to get a program or firmware",
                    "what further ones say of their program afterwards is told as changed out of sight",
                    FLOOD),
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
                    "analyst: services tried in vain",
                    "services that one network asks another for in vain",
                    "further ones are not listed where it is said what a filter stops",
                    NONE),
            words(
                    "analyst: services of a way by card",
                    "services that pass by one card",
                    "further ones are not named with the way; the way itself is told",
                    NONE),
            words(
                    "analyst: networks that a card joins",
                    "pairs of networks that one card joins",
                    "further ones are not named with it",
                    FLOOD),
            words(
                    "analyst: places of an identity",
                    "addresses that show one and the same name, key or certificate",
                    "further ones are not told as one machine in two places",
                    "Find out who gives out the same name or key so often: cloned machines share theirs."),
            words(
                    "analyst: outside peers of a host",
                    "addresses of the outside that one host met",
                    "further ones are counted with its way out, and not named",
                    "Look at that host: a browser meets so many, and so does a scan from outside."),
            words(
                    "analyst: services with an outside peer",
                    "services between one host and one address of the outside",
                    "further ones are not named",
                    FLOOD),
            words(
                    "analyst: peers of a host in the middle",
                    "hosts on either side of one that may pass on what it gets",
                    "it is told with fewer of them",
                    NONE),
            words(
                    "analyst: connections of a host in the middle",
                    "connections of a few seconds that one host may pass on",
                    "the oldest is forgotten: that it was passed on may go untold",
                    FLOOD),
            words(
                    "analyst: pairs of a host in the middle",
                    "pairs of hosts that one may connect",
                    "what passes between further ones may go untold",
                    FLOOD),
            words(
                    "analyst: unread services of a network",
                    "services in one network that nobody has described",
                    "further ones are not named in the report on what is seen; their bytes count",
                    NONE),
            words(
                    "analyst: addresses of a device",
                    "network addresses of one device",
                    "further ones are listed as devices of their own",
                    "Nothing, if it is a router that answers for others; else look at who claims so many addresses."),
            words(
                    "analyst: jobs that did not come",
                    "jobs that were told not to have come",
                    "if the oldest comes after all, its story does not say so",
                    NONE),
            words(
                    "analyst: logins that wait for their answer",
                    "logins that wait for their answer",
                    "the account of the oldest is not named where a path through hosts is told",
                    FLOOD),
            words(
                    "analyst: hosts before and behind a host",
                    "hosts that one host is reached from, and those that it goes to",
                    "the one that was not there for longest is forgotten, and new when it returns",
                    NONE),
            words(
                    "analyst: ways of one that answers for names",
                    "protocols and addresses with which one host answers for the names of others",
                    "further ones do not count",
                    FLOOD),
            words(
                    "analyst: names that one answers for",
                    "names that one host answers for",
                    "it is told with fewer",
                    FLOOD),
            words(
                    "analyst: askers of one that answers for names",
                    "hosts that heard one answer for the names of others",
                    "it is told with fewer",
                    FLOOD),
            words(
                    "analyst: aliases of a host",
                    "further names of one host",
                    "it may be told as answering for another when it answers for itself",
                    NONE),
            words(
                    "analyst: accounts shown to one that answers",
                    "accounts that were shown to one host that answers for others",
                    "further ones are not told",
                    "All accounts that were used meanwhile are to be held for known to it."),
            words(
                    "analyst: doors of a host that knocks",
                    "doors that one host knocked at",
                    "the audit says so many or more",
                    FLOOD),
            words(
                    "evidence: left out",
                    "anomalies that waited for their packets",
                    "of further ones no packets were cut out",
                    "Look at them soon: the ring of packets still holds them for a while."));

    private JudgingLimits() {}
}
