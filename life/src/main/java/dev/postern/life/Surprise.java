package dev.postern.life;

import dev.postern.life.chance.Law;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.List;

/**
 * What one conversation showed that it rarely shows, before it is weighed with everything else of the device.
 *
 * @param stamp the frame that completed it
 * @param client null for a census: how many tests of {@code channel} a shard made in the window, surprising or not
 * @param what a few words: the operation, target or unit it is about
 * @param pvalue as the model has it, not recalibrated
 * @param expected in words; empty where p is too large to be told
 * @param tests how many tests of this channel stand behind it: 1, or those of the census
 * @param basis the law its p-value came from and the numbers it was asked with; {@link Basis#NONE} if the model keeps none
 * @param testsPerDay how many tests like this are made in a day, from which rarity is told
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public record Surprise(
        Stamp stamp,
        Address client,
        Address server,
        String service,
        String unit,
        Channel channel,
        Verb verb,
        String what,
        double pvalue,
        String expected,
        String seen,
        Explanation explanation,
        double testsPerDay,
        long tests,
        List<FrameRef> evidence,
        Basis basis) {
    /** Where a p-value comes from. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Basis(String law, double[] numbers) {
        private static final double STRANGE_MASS = 0.05;

        static final Basis NONE = new Basis("", new double[0]);

        public static Basis of(Law law, double[] numbers) {
            return new Basis(law.name(), numbers);
        }

        /** A new link between roles of which hardly any are joined. */
        public boolean joinsStrangeRoles() {
            return law.equals(Law.NEW_LINK.name())
                    && Law.linkMass(numbers[5], numbers[6], numbers[7], numbers[8]) <= STRANGE_MASS;
        }
    }

    /** Of a model that keeps no numbers. */
    public Surprise(
            Stamp stamp,
            Address client,
            Address server,
            String service,
            String unit,
            Channel channel,
            Verb verb,
            String what,
            double pvalue,
            String expected,
            String seen,
            Explanation explanation,
            double testsPerDay,
            long tests,
            List<FrameRef> evidence) {
        this(
                stamp,
                client,
                server,
                service,
                unit,
                channel,
                verb,
                what,
                pvalue,
                expected,
                seen,
                explanation,
                testsPerDay,
                tests,
                evidence,
                Basis.NONE);
    }

    /** The same with where its p-value came from. */
    public Surprise because(Law law, double[] numbers) {
        return with(expected, seen, Basis.of(law, numbers));
    }

    /** The same in other words. */
    public Surprise saying(String expectedNow, String seenNow) {
        return with(expectedNow, seenNow, basis);
    }

    /** The same, shown by the server to the client. */
    public Surprise ofTheOtherEnd() {
        return with(server, client, expected, seen, basis);
    }

    private Surprise with(String expectedNow, String seenNow, Basis basisNow) {
        return with(client, server, expectedNow, seenNow, basisNow);
    }

    private Surprise with(Address device, Address peer, String expectedNow, String seenNow, Basis basisNow) {
        return new Surprise(
                stamp,
                device,
                peer,
                service,
                unit,
                channel,
                verb,
                what,
                pvalue,
                expectedNow,
                seenNow,
                explanation,
                testsPerDay,
                tests,
                evidence,
                basisNow);
    }

    /** What one message showed of who sent it to whom, one test of about one a day. */
    public static Surprise of(
            Message message,
            Channel channel,
            String what,
            double pvalue,
            String expected,
            String seen,
            Explanation explanation,
            List<FrameRef> evidence,
            Basis basis) {
        return new Surprise(
                message.stamp(),
                message.conversation().source(message.fromClient()),
                message.conversation().destination(message.fromClient()),
                message.protocol(),
                message.unit(),
                channel,
                message.verb(),
                what,
                pvalue,
                expected,
                seen,
                explanation,
                1,
                1,
                evidence,
                basis);
    }

    /** What a device showed by itself, whomever it dealt with. */
    public static Surprise ofDevice(
            Stamp stamp,
            Address device,
            Channel channel,
            String what,
            double pvalue,
            String expected,
            String seen,
            Explanation explanation,
            double testsPerDay,
            List<FrameRef> evidence) {
        return new Surprise(
                stamp,
                device,
                null,
                "",
                "",
                channel,
                Verb.OTHER,
                what,
                pvalue,
                expected,
                seen,
                explanation,
                testsPerDay,
                1,
                evidence);
    }

    public static Surprise census(Stamp stamp, Channel channel, long tests) {
        return new Surprise(
                stamp, null, null, "", "", channel, Verb.OTHER, "", 1, "", "", Explanation.NONE, 0, tests, List.of());
    }

    public boolean isCensus() {
        return client == null;
    }

    /** Of a new thing, of a value that acts at once or of a device's own word, and judged at once; else of a window, weighed when the minute ends. */
    public boolean isAtOnce() {
        return channel.ordinal() <= Channel.VALUE_NUMBERING.ordinal() || channel == Channel.HEALTH_TROUBLE;
    }
}
