package dev.postern.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    @Test
    void namesAreSortedAndNothingStandsBetween() {
        Map<String, Object> unsorted = new LinkedHashMap<>();
        unsorted.put("b", List.of(1, true, "x"));
        unsorted.put("a", null);
        assertThat(Canonical.write(unsorted)).isEqualTo("{\"a\":null,\"b\":[1,true,\"x\"]}");
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(Canonical.write("ä/\"\\\n\u0001")).isEqualTo("\"ä/\\\"\\\\\\n\\u0001\"");
    }

    @Test
    void fractionsHaveNoCanonicalForm() {
        assertThatThrownBy(() -> Canonical.write(Map.of("a", 0.5))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasWrittenIsReadAgain() throws Parser.Fault {
        Random dice = new Random(3);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> value = new LinkedHashMap<>();
            for (int j = dice.nextInt(5); j >= 0; j--) value.put(text(dice), value(dice, 4));
            assertThat(Parser.object(Canonical.write(value))).isEqualTo(value);
        }
    }

    private static String text(Random dice) {
        StringBuilder text = new StringBuilder();
        for (int i = dice.nextInt(8); i > 0; i--) text.append((char) dice.nextInt(0x800));
        return text.toString();
    }

    private static Object value(Random dice, int depth) {
        return switch (dice.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> dice.nextLong();
            case 1 -> text(dice);
            case 2 -> dice.nextBoolean();
            case 3 -> {
                List<Object> list = new ArrayList<>();
                for (int i = dice.nextInt(4); i > 0; i--) list.add(value(dice, depth - 1));
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = dice.nextInt(4); i > 0; i--) map.put(text(dice), value(dice, depth - 1));
                yield map;
            }
        };
    }

    @Test
    void whateverIsReadIsReadOrToldWhyNot() {
        Random dice = new Random(9);
        String good = "{\"a\":[1,{\"b\":\"\\u00e4\"},true,null],\"c\":-7}";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int j = dice.nextInt(4); j >= 0; j--)
                text.setCharAt(dice.nextInt(text.length()), "{}[],:\"\\u1tfn ".charAt(dice.nextInt(14)));
            try {
                Parser.object(text.substring(0, dice.nextInt(text.length() + 1)));
            } catch (Parser.Fault told) {
                assertThat(told).hasMessageContaining("at character");
            }
        }
        assertThatThrownBy(() -> Parser.object("{\"a\":" + "[".repeat(100_000))).hasMessageContaining("too deep");
        assertThatThrownBy(() -> Parser.object("{\"a\":1,\"a\":2}")).hasMessageContaining("twice");
    }
}
