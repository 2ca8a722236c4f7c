package dev.postern.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FieldsTest {
    /** Few letters, so that names are there twice and that bits of their hashes meet. */
    @Property(seed = "1")
    void aNameStandsWhereItStandsFirst(
            @ForAll @Size(max = 80) List<@AlphaChars @StringLength(max = 1) String> names,
            @ForAll @AlphaChars @StringLength(max = 2) String asked) {
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(names.get(i));
            pairs.add((long) i);
        }
        Fields fields = Fields.of(pairs.toArray());
        assertThat(fields.indexOf(asked)).isEqualTo(names.indexOf(asked));
        for (String name : names) assertThat(fields.get(name)).isEqualTo((long) names.indexOf(name));
        if (names.isEmpty()) return;
        Fields changed = fields.with(names.size() - 1, "other");
        assertThat(changed.indexOf(asked)).isEqualTo(names.indexOf(asked));
        assertThat(changed.value(names.size() - 1)).isEqualTo("other");
    }
}
