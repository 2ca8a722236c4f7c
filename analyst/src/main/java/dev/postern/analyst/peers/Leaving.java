package dev.postern.analyst.peers;

import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A device that no longer does what its group does (A13), and what it does instead. */
final class Leaving {
    private static final int FRAMES_MAX = 8;
    private static final int ALL = 8;

    private Leaving() {}

    /** @param rest of the group that it left */
    static void tell(Address device, Member member, Collection<Member> rest, Stamp end, Context context) {
        Situation s = Situation.UNLIKE_PEERS;
        PeerGroup group = new PeerGroup(rest);
        String seen = context.inventory().describe(device) + " no longer does what devices like it do: "
                + difference(member, group) + ".";
        String others = Words.count(group.size(), "other") + " of the role " + member.role;
        String most = group.core().isEmpty()
                ? "There are " + others + ". This one was like them"
                : "Of " + others + " most do this day by day: " + Words.and(group.core()) + ". So did this one";
        String expected =
                most + ", from " + Words.moment(member.joinedNanos) + " to " + Words.moment(member.alikeNanos) + ".";
        context.desk()
                .raise(new Finding(
                        s,
                        device.toString(),
                        end,
                        device,
                        null,
                        "",
                        null,
                        s.title,
                        seen,
                        expected,
                        "told once when it leaves its group, after four days in a row",
                        s.consequence,
                        s.neverHidden,
                        evidence(member, group, end),
                        List.of(Part.source(device)),
                        "",
                        explanation(member, group, group.likenesses(rest))));
    }

    private static String difference(Member member, PeerGroup group) {
        List<String> strange = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String what : member.habit()) {
            int doers = group.doers(what);
            if (!group.keepsPace(what, member)) strange.add(what + " at another rate");
            else if (doers == 0) strange.add(what + " as none of them");
            else if (2 * doers < group.size()) strange.add(what + " as only " + doers + " of them");
        }
        for (String what : group.core()) if (!member.does(what)) missing.add(what);
        boolean own = missing.isEmpty();
        if (own) for (String what : member.alike.keySet()) if (!member.does(what)) missing.add(what);
        String now = strange.isEmpty() ? "" : "day by day it " + Words.and(strange, ALL);
        String gone = missing.isEmpty()
                ? ""
                : (own ? "it stopped what it did before: " : "it stopped what most of them do: ")
                        + Words.and(missing, ALL);
        return now.isEmpty() || gone.isEmpty() ? now + gone : now + "; " + gone;
    }

    /** Where what none of them does began; else where it last did what they do. */
    private static List<FrameRef> evidence(Member member, PeerGroup group, Stamp end) {
        List<FrameRef> frames = new ArrayList<>();
        for (String what : member.habit())
            if (group.doers(what) == 0 && frames.size() < FRAMES_MAX)
                frames.add(member.deeds.get(what).first.ref());
        return frames.isEmpty() ? List.of(end.ref()) : frames;
    }

    private static Explanation explanation(Member member, PeerGroup group, double[] likenesses) {
        int last = likenesses.length - 1;
        return new Explanation(
                likenesses[0],
                likenesses[last / 2],
                likenesses[last],
                group.likenessOf(member),
                "of 1, alike",
                member.joinedNanos,
                member.activeDays,
                group.size(),
                0,
                List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)),
                "normal if most of the " + group.size() + " others did the same from the same day on");
    }
}
