package dev.postern.wire.it.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a, b FROM dbo.Tags WHERE x = 'from y' | select | dbo.Tags | READ",
                "/* tool */ -- note | statement | ~~ | OTHER",
                "-- note\\n INSERT INTO `log` VALUES (1) | insert | log | WRITE",
                "UPDATE [Recipe].[Step] SET v = 1 | update | Recipe.Step | WRITE",
                "drop table if exists t1 | drop | t1 | CONFIGURE",
                "GRANT ALL ON plant.* TO x | grant | plant | PROTECT",
                "SHUTDOWN WITH NOWAIT | shutdown | ~~ | STOP",
                "exec sp_who | exec | sp_who | OTHER",
                "SELECT 'from here' | select | ~~ | READ",
                "(select 1 from (select 2 from t)) | select | ~~ | READ"
            })
    void theFirstWordAndWhatItIsAbout(String sql, String keyword, String object, Verb verb) {
        Statement statement = Statement.of(sql.replace("\\n", "\n"));
        assertThat(statement.keyword()).isEqualTo(keyword);
        assertThat(statement.object()).isEqualTo(object);
        assertThat(statement.verb()).isEqualTo(verb);
    }

    @Test
    void whatReachesOutOfTheDatabaseIsNamed() {
        assertThat(Statement.of("EXEC master..XP_CMDSHELL 'x'").systemAccess()).isEqualTo("xp_cmdshell");
        assertThat(Statement.of("COPY t FROM PROGRAM 'id'").systemAccess()).isEqualTo("from program");
        assertThat(Statement.of("SELECT 1").systemAccess()).isNull();
    }

    @Test
    void anEndlessStatementIsReadUpToTheLimit() {
        Statement statement = Statement.of("select '" + "x".repeat(1 << 20));
        assertThat(statement.keyword()).isEqualTo("select");
        assertThat(statement.object()).isEmpty();
    }
}
