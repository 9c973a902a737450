package io.vuelta.adapters.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.whatsapp.ReplyText.Meaning;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of texts that people write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyTextTest {
    private static String name(Meaning meaning) {
        return meaning instanceof Meaning.Stop stop
                ? stop.word()
                : meaning.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dame de baja                              | BAJA",
                "por favor, denme de baja                  | BAJA",
                "Quiero darme de baja de la lista          | BAJA",
                "¿Cómo me doy de baja?                     | BAJA",
                "No, gracias. Dame de baja                 | BAJA",
                "dar de baja                               | BAJA",
                "DAR DE BAJA por favor!!!                  | BAJA",
                "me quiero dar de baja                     | BAJA",
                "BAJA                                      | BAJA",
                "  ¡Baja!                                  | BAJA",
                "solicito mi baja                          | BAJA",
                "baja de la lista                          | BAJA",
                "ＢＡＪＡ                                  | BAJA",
                "b\u200Baja                                | BAJA",
                "𝐁𝐀𝐉𝐀                                      | BAJA",
                "Desuscribirme                             | UNSUBSCRIBE",
                "desuscribir                               | UNSUBSCRIBE",
                "quiero desuscribirme                      | UNSUBSCRIBE",
                "dessuscribir                              | UNSUBSCRIBE",
                "desubscribir                              | UNSUBSCRIBE",
                "unsubscribe me                            | UNSUBSCRIBE",
                "please unsubscribe                        | UNSUBSCRIBE",
                "Cancelar suscripción                      | CANCELAR SUSCRIPCION",
                "cancelar mi suscripción por favor         | UNSUBSCRIBE",
                "cancelar inscrição                        | CANCELAR INSCRICAO",
                "descadastrar                              | DESCADASTRAR",
                "quero me descadastrar                     | UNSUBSCRIBE",
                "No quiero más mensajes                    | NO MORE MESSAGES",
                "no quiero mensajes                        | NO MORE MESSAGES",
                "No quiero llamadas                        | NO MORE MESSAGES",
                "ya no quiero recibir más llamadas, gracias | NO MORE MESSAGES",
                "no más mensajes                           | NO MORE MESSAGES",
                "No me escriban más                        | NO MORE MESSAGES",
                "no me escriban                            | NO MORE MESSAGES",
                "Ya no me llamen por favor                 | NO MORE MESSAGES",
                "no me vuelvan a llamar                    | NO MORE MESSAGES",
                "no me molesten                            | NO MORE MESSAGES",
                "No molestar                               | NO MOLESTAR",
                "dejen de molestar                         | NO MORE MESSAGES",
                "Dejen de mandarme mensajes                | NO MORE MESSAGES",
                "não quero mais mensagens                  | NO MORE MESSAGES",
                "não me mande mais mensagens               | NO MORE MESSAGES",
                "Não perturbe                              | NAO PERTURBE",
                "pare de enviar mensagens                  | NO MORE MESSAGES",
                "I don't want any more calls               | NO MORE MESSAGES",
                "don't text me again                       | NO MORE MESSAGES",
                "stop texting me                           | NO MORE MESSAGES",
                "STOP                                      | STOP",
                "Stop.                                     | STOP",
                "Stop please                               | STOP",
                "Stop promociones                          | STOP",
                "Stop promotions                           | STOP",
                "stop all                                  | STOP",
                "Detener promociones                       | STOP",
                "Interromper promoções                     | INTERROMPER PROMOCOES",
                "Parar.                                    | PARAR",
                "Para                                      | PARA",
                "Pare                                      | PARE",
                "sair                                      | SAIR",
                "Salir                                     | SALIR",
                "alto                                      | ALTO",
                "Cancelar                                  | CANCELAR",
                "remove me                                 | REMOVE ME",
                "Please remove me from your list           | REMOVE ME",
                "take me off your list                     | REMOVE ME",
                "opt out                                   | OPT OUT",
                "bórrenme de su lista                      | REMOVE ME",
                "quiero salir de la lista                  | REMOVE ME",
                "Stop stop                                 | STOP",
                "BAJA BAJA BAJA                            | BAJA",
                "STOOOOP                                   | STOP",
                "S.T.O.P                                   | STOP",
                "B a j a, por favor                        | BAJA",
                "STOP SMS                                  | STOP",
                "STOP no me interesa                       | STOP",
                "Stop, no me interesa                      | STOP",
                "Baja, no me interesa                      | BAJA",
                "No gracias. BAJA                          | BAJA",
                "no gracias baja                           | BAJA",
                "De baja                                   | BAJA",
                "Responder BAJA                            | BAJA",
                "No gracias, no me escriban más            | NO MORE MESSAGES",
                "no me interesa no me llamen               | NO MORE MESSAGES",
                "No quiero que me manden mensajes          | NO MORE MESSAGES",
                "No quiero que me escriban más             | NO MORE MESSAGES",
                "no deseo que me contacten                 | NO MORE MESSAGES",
                "prefiero que no me llamen                 | NO MORE MESSAGES",
                "Les pido que ya no me escriban            | NO MORE MESSAGES",
                "Favor de no llamar                        | NO MORE MESSAGES",
                "No quiero recibir información             | NO MORE MESSAGES",
                "no deseo recibir nada                     | NO MORE MESSAGES",
                "no me vuelva a contactar                  | NO MORE MESSAGES",
                "No volver a contactar                     | NO MORE MESSAGES",
                "nunca más me llamen                       | NO MORE MESSAGES",
                "dejen de estar molestando                 | NO MORE MESSAGES",
                "Dejar de recibir mensajes                 | NO MORE MESSAGES",
                "Déjenme en paz                            | NO MORE MESSAGES",
                "ya déjame en paz                          | NO MORE MESSAGES",
                "me deixe em paz                           | NO MORE MESSAGES",
                "Pare de me mandar mensagens               | NO MORE MESSAGES",
                "parem de me ligar                         | NO MORE MESSAGES",
                "não quero que me liguem                   | NO MORE MESSAGES",
                "Stop sending these messages               | NO MORE MESSAGES",
                "leave me alone                            | NO MORE MESSAGES",
                "never contact me again                    | NO MORE MESSAGES",
                "ya basta                                  | YA BASTA",
                "Bloquear                                  | BLOQUEAR",
                "remover meu número                        | REMOVE ME",
                "elimina mi número                         | REMOVE ME",
                "Borren mi número de su base de datos      | REMOVE ME",
                "favor de quitar mi teléfono de la lista   | REMOVE ME",
                "sácame de tu base de datos                | REMOVE ME",
                "me pueden quitar de su lista              | REMOVE ME",
                "me exclua da lista                        | REMOVE ME",
                "exclua-me da lista                        | REMOVE ME",
            })
    void these_texts_opt_out(String text, String word) {
        assertThat(name(ReplyText.of(text))).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "no.",
                "No, gracias",
                "no gracias!",
                "No me interesa",
                "No me interesa, gracias",
                "Por ahora no",
                "ya no",
                "no quiero",
                "Não",
                "não, obrigada",
                "não tenho interesse",
                "No thanks",
                "No, no me interesa. Gracias",
                "nooo",
                "not interested",
                "👎"
            })
    void these_texts_reject(String text) {
        assertThat(name(ReplyText.of(text))).isEqualTo("No");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sí",
                "SI",
                "sí, por favor",
                "Si gracias",
                "Claro que sí",
                "ok",
                "Ok, gracias",
                "Vale",
                "acepto",
                "Me interesa",
                "De acuerdo!",
                "yes",
                "Yes please",
                "Sim",
                "quero",
                "👍",
                "👍🏽"
            })
    void these_texts_accept(String text) {
        assertThat(name(ReplyText.of(text))).isEqualTo("Yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gracias",
                "no puedo parar de reír",
                "¿Cuánto cuesta?",
                "Hola, ¿quién es?",
                "para mañana",
                "no me llamo Ana",
                "No me den de baja",
                "no quiero darme de baja",
                "no me envíen el paquete a casa",
                "la bolsa está a la baja",
                "quiero más información",
                "¿a qué hora cierran?",
                "no sé",
                "No sé si quiero, ¿me pueden llamar mañana?",
                "sí, pero no me llamen antes de las diez",
                "Stop by the shop tomorrow",
                "cancelar mi cita del martes",
                "me mandaron otro mensaje",
                "no entiendo",
                "no me llame ahora",
                "no me llamen por ahora",
                "don't call me now",
                "no me llame hoy",
                "no me llame más tarde",
                "no quiero que me llamen mañana",
                "no puedo hablar, llámame luego",
                "No me escriban más por aquí, llámenme",
                "no cancelar",
                "no quiero parar",
                "no baja",
                "No, para mañana",
                "no necesito más información, gracias",
                "no dejen de llamarme",
                "no dejo de recibir mensajes",
                "nunca me llamaron",
                "ya no me llegan mensajes",
                "estoy de baja",
                "déjame pensarlo",
                "quiero dejar de fumar",
                "elimina mi cita",
                "no elimines mi número",
                "me quite una duda",
                "sácame una cita",
                "quitar mi nombre del contrato",
                "basta con eso",
                "never mind",
                "Cancelar mi pedido, no me interesa",
                "el precio bajó",
                "dónde están"
            })
    void these_texts_have_another_meaning(String text) {
        assertThat(name(ReplyText.of(text))).isEqualTo("Other");
    }

    /** On a button these words belong to the business: "Cancelar" cancels an appointment. */
    @ParameterizedTest
    @CsvSource({
        "Cancelar, Other",
        "Salir, Other",
        "Alto, Other",
        "Bloquear, Other",
        "Dejar de recibir mensajes, NO MORE MESSAGES",
        "No volver a contactar, NO MORE MESSAGES",
        "Stop promociones, STOP",
        "Detener promociones, STOP",
        "Darme de baja, BAJA",
        "STOP, STOP",
        "No, No",
        "Sí, Yes"
    })
    void the_payload_of_a_button_decides_before_its_text(String text, String meaning) {
        assertThat(name(ReplyText.ofButton(text))).isEqualTo(meaning);
    }

    /** No text makes a pattern run for a long time. */
    @Test
    void long_and_repetitive_texts_are_read_fast() {
        Random random = new Random(1);
        String[] words = {"no", "quiero", "de", "baja", "mensajes", "mas", "stop", "me", "la", "por"};
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 119) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            assertThat(ReplyText.of(text.toString())).isNotNull();
        }
        assertThat(name(ReplyText.of("stop ".repeat(2_000)))).isEqualTo("Other");
    }
}
