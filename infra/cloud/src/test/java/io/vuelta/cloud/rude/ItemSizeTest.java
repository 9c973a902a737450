package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ItemSizeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | 0",
                "{'pk': {'S': 'abc'}}                            | 5",
                "{'pk': {'S': 'ñ'}}                              | 4",
                "{'n': {'N': '1234'}}                            | 4",
                "{'n': {'N': '-1234'}}                           | 5",
                "{'n': {'N': '100'}}                             | 3",
                "{'b': {'BOOL': true}, 'z': {'NULL': true}}      | 4",
                "{'d': {'B': 'AAEC'}, 'e': {'B': 'AA=='}}        | 6",
                "{'l': {'L': [{'S': 'ab'}, {'BOOL': false}]}}    | 9",
                "{'m': {'M': {'a': {'S': 'bc'}}}}                | 8",
                "{'s': {'SS': ['ab', 'c']}}                      | 4"
            })
    void the_size_of_an_item_is_the_bytes_of_its_names_and_values(String item, int bytes) throws Exception {
        assertThat(ItemSize.of(new JsonMapper().readTree(item.replace('\'', '"'))))
                .isEqualTo(bytes);
    }

    @Test
    void a_write_unit_is_1_KB_and_a_read_unit_is_4_KB_rounded_up() {
        assertThat(ItemSize.writeUnits(0)).isEqualTo(1);
        assertThat(ItemSize.writeUnits(1024)).isEqualTo(1);
        assertThat(ItemSize.writeUnits(1025)).isEqualTo(2);
        assertThat(ItemSize.readUnits(4096, true)).isEqualTo(1);
        assertThat(ItemSize.readUnits(4097, true)).isEqualTo(2);
        assertThat(ItemSize.readUnits(4097, false)).isEqualTo(1);
        assertThat(ItemSize.readUnits(0, false)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "C#1#a, P#0123, P#",
        "C#1, PACING, PACING",
        "C#1, COUNT#0, COUNT#",
        "DNC#7, +525512345678, DNC#*",
        "CAMPAIGNS, 01ARZ, CAMPAIGNS*",
        "C#1, '', C#*"
    })
    void the_kind_of_an_item_is_the_first_letters_of_its_key(String partition, String sort, String kind) {
        assertThat(ItemKey.kind(partition, sort)).isEqualTo(kind);
    }
}
