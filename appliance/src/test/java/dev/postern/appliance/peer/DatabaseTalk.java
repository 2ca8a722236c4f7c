package dev.postern.appliance.peer;

import com.github.fppt.jedismock.RedisServer;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.h2.tools.Server;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Clients of three stores, each at a store in memory: the client of Vert.x at H2, Jedis at Jedis-Mock, MongoDB's driver at MongoDB Java Server. */
final class DatabaseTalk {
    private static final long PATIENCE_SECONDS = 10;

    private DatabaseTalk() {}

    static Overheard postgres(Path folder, int freePort) throws Exception {
        Server server = Server.createPgServer(
                        "-pgPort",
                        Integer.toString(freePort),
                        "-ifNotExists",
                        "-baseDir",
                        folder.toString(),
                        "-key",
                        "works",
                        "mem:works;MODE=PostgreSQL")
                .start();
        Overheard talk = Overheard.between(freePort);
        Vertx vertx = Vertx.vertx();
        try (talk) {
            PgConnection client = done(PgConnection.connect(vertx, login(talk.port(), "sa")));
            done(client.query("create table levels(tank int, level double precision)")
                    .execute());
            for (int tank = 1; tank <= 3; tank++)
                done(client.preparedQuery("insert into levels values ($1, $2)").execute(Tuple.of(tank, 4.2)));
            done(client.query("select * from levels where tank > 1").execute());
            refused(client.query("select * from nothing").execute());
            done(client.query("drop table levels").execute());
            refused(PgConnection.connect(vertx, login(talk.port(), "guess7")));
            done(client.close());
            talk.awaitQuiet();
        } finally {
            done(vertx.close());
            server.stop();
        }
        return talk;
    }

    private static PgConnectOptions login(int port, String password) {
        PgConnectOptions options = new PgConnectOptions();
        options.setHost("127.0.0.1").setPort(port).setDatabase("works").setUser("sa");
        options.setPassword(password).addProperty("application_name", "historian");
        return options;
    }

    private static <T> T done(Future<T> asked) throws Exception {
        return asked.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void refused(Future<?> asked) throws Exception {
        try {
            done(asked);
            throw new AssertionError("what cannot be was done");
        } catch (ExecutionException refused) {
            // As it should be.
            return;
        }
    }

    static Overheard redis() throws Exception {
        RedisServer server = RedisServer.newRedisServer().start();
        Overheard talk = Overheard.between(server.getBindPort());
        try (talk;
                Jedis client = new Jedis("127.0.0.1", talk.port())) {
            client.set("tank:1", "4.2");
            client.get("tank:1");
            client.hset("pump:1", "state", "on");
            client.lpush("alarms", "high", "low");
            client.keys("*");
            wrongKind(client);
            client.del("tank:1", "pump:1");
            client.flushAll();
            client.ping();
            talk.awaitQuiet();
        } finally {
            server.stop();
        }
        return talk;
    }

    private static void wrongKind(Jedis client) {
        try {
            client.incr("alarms");
            throw new AssertionError("a list was counted up");
        } catch (JedisDataException refused) {
            // As it should be.
            return;
        }
    }

    static Overheard mongo() throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        Overheard talk = Overheard.between(server.bind().getPort());
        try (talk;
                MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + talk.port())) {
            MongoDatabase works = client.getDatabase("works");
            MongoCollection<Document> levels = works.getCollection("levels");
            levels.insertOne(new Document("tank", 1).append("level", 4.2));
            levels.updateOne(new Document("tank", 1), new Document("$set", new Document("level", 4.3)));
            levels.find(new Document("tank", 1)).first();
            levels.countDocuments();
            works.listCollectionNames().first();
            unknown(works);
            levels.drop();
        } finally {
            server.shutdown();
        }
        return talk;
    }

    private static void unknown(MongoDatabase works) {
        try {
            works.runCommand(new Document("openValve", 1));
            throw new AssertionError("a command that is not there was carried out");
        } catch (MongoCommandException refused) {
            // As it should be.
            return;
        }
    }
}
