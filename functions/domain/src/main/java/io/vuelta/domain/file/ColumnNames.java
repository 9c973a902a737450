package io.vuelta.domain.file;

import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.text.VisibleText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Our own and other programs' names of columns. Names are compared without case, accents, spaces, hyphens, underscores
 * and punctuation: {@code Phone Number}, {@code phone-number} and {@code PhoneNumber} are one name.
 */
final class ColumnNames {
    /** Other programs' names of a column of phone numbers, normalised. */
    static final Set<String> NUMBER = Set.of(
            "phone",
            "phonenumber",
            "phoneno",
            "phone1value",
            "phone1",
            "mobile",
            "mobileno",
            "mobilenumber",
            "mobilephone",
            "mobilephonenumber",
            "cell",
            "cellnumber",
            "cellphone",
            "cellphonenumber",
            "contactnumber",
            "contactphone",
            "contactphonenumber",
            "contact",
            "msisdn",
            "number",
            "tel",
            "telf",
            "telfno",
            "tlf",
            "tlfno",
            "telwhatsapp",
            "tel1",
            "telno",
            "telephone",
            "telephonenumber",
            "whatsapp",
            "whatsappnumber",
            "telefono",
            "telefono1",
            "telefonocelular",
            "telefonodecelular",
            "telefonodecontacto",
            "telefonodelcliente",
            "telefonodewhatsapp",
            "telefonomovil",
            "telefonoprincipal",
            "telefonowhatsapp",
            "telcelular",
            "telmovil",
            "celular",
            "celular1",
            "celularwhatsapp",
            "cel",
            "movil",
            "movil1",
            "numero",
            "numerocelular",
            "numerodecelular",
            "numerodecontacto",
            "numerodelcelular",
            "numerodemovil",
            "numerodetelefono",
            "numerodetelefonocelular",
            "numerodetelefonomovil",
            "numerodewhatsapp",
            "numeromovil",
            "numerotelefonico",
            "numerotelefono",
            "numerowhatsapp",
            "ndecelular",
            "ndemovil",
            "nodecelular",
            "nodemovil",
            "nrocelular",
            "nrodecelular",
            "nrodecontacto",
            "nrodetelefono",
            "nrodewhatsapp",
            "nrotelefono",
            "nodetelefono",
            "notelefono",
            "ndetelefono",
            "detelefono",
            "contacto",
            "contato",
            "fone",
            "fone1",
            "telefone",
            "telefone1",
            "telefonecelular",
            "telefonecomddd",
            "celularcomddd",
            "numerodecontato",
            "telefonedecontato",
            "telefonemovel",
            "telefoneprincipal",
            "telemovel",
            "numerodetelefone",
            "numerodotelefone",
            "numerodocelular",
            "numerodowhatsapp",
            "numerodetelemovel");

    /** Names of a column of numbers that is used only if no column with one of the names above has numbers. */
    static final Set<String> OTHER_NUMBER = Set.of(
            "primaryphone",
            "mainphone",
            "workphone",
            "homephone",
            "businessphone",
            "telefonotrabajo",
            "telefonodeltrabajo",
            "telefonocasa",
            "telefonodecasa",
            "telefonoparticular",
            "telefonecomercial",
            "telefoneresidencial");

    /** Names of a column of area codes. */
    static final Set<String> AREA_CODE = Set.of("lada", "ddd", "areacode", "codigodearea", "codigoarea", "clavelada");

    /** Names of a column of whole names. */
    static final Set<String> FULL_NAME = Set.of(
            "fullname",
            "contactname",
            "customername",
            "clientname",
            "leadname",
            "nombrecompleto",
            "nombreyapellido",
            "nombreyapellidos",
            "nombresyapellidos",
            "apellidoynombre",
            "apellidosynombres",
            "nombrecliente",
            "nombredelcliente",
            "nombrecontacto",
            "nombredecontacto",
            "nombredelcontacto",
            "nomecompleto",
            "nomecliente",
            "nomedocliente",
            "nomedocontato");

    /** Names of a column of given names, in the order of the search. */
    static final List<String> FIRST_NAME =
            List.of("firstname", "givenname", "nombre", "nombres", "primernombre", "nome", "primeironome");

    static final List<String> LAST_NAME = List.of(
            "lastname",
            "familyname",
            "surname",
            "apellido",
            "apellidos",
            "apellidopaterno",
            "primerapellido",
            "sobrenome",
            "ultimonome");

    static final List<String> SECOND_LAST_NAME = List.of("apellidomaterno", "segundoapellido");

    /** In English, Spanish and Portuguese. {@code Null} is also a surname. */
    private static final Pattern MARK_OF_NO_VALUE = Pattern.compile(
            "#N/[AD]|#[¡¿]?(?:REF|VALUE|VALOR|NAME|NOMBRE|NOME|DIV/0|NULL|NULO|NUM|N[UÚ]M|CALC|SPILL)[!?]"
                    + "|NULL|null|[(<]null[)>]|\\\\N|NaN");

    /** The first characters of these marks. */
    private static final String MARK_BEGINS = "#Nn(<\\";

    private static final int MAX_SHOWN = 1_000;
    private static final int MAX_SHOWN_CHARACTERS = 200;
    private static final Pattern NOTE = Pattern.compile("\\([^)]*\\)|\\[[^]]*]");
    private static final int ASCII = 0x80;

    private ColumnNames() {}

    /** A column's name in the form that people see. */
    static String of(String header) {
        return VisibleText.of(header);
    }

    /** The text without surrounding spaces, including non-breaking spaces. */
    static String trimmed(String cell) {
        return VisibleText.trimmed(cell);
    }

    /** The text of the formula ="…", which is only this text; the same text if it is no such formula. */
    static String withoutTextFormula(String cell) {
        String text = trimmed(cell);
        return text.length() > 2 && text.startsWith("=\"") && text.indexOf('"', 2) == text.length() - 1
                ? text.substring(2, text.length() - 1)
                : cell;
    }

    /** Whether the text stands for a missing value: an error of a spreadsheet, or a word of a database. */
    static boolean isMarkOfNoValue(String cell) {
        String text = trimmed(cell);
        return !text.isEmpty()
                && MARK_BEGINS.indexOf(text.charAt(0)) >= 0
                && MARK_OF_NO_VALUE.matcher(text).matches();
    }

    /** The form in which names are compared; empty for a name without letters and digits. */
    static String normalised(String name) {
        String letters =
                name.chars().allMatch(c -> c < ASCII) ? name : Normalizer.normalize(name, Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(letters.length());
        letters.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether the name is one of these, with or without a note in brackets. */
    static boolean isAnyOf(String name, Set<String> normalised) {
        return normalised.contains(normalised(name)) || normalised.contains(normalised(withoutNote(name)));
    }

    private static String withoutNote(String name) {
        return name.indexOf('(') < 0 && name.indexOf('[') < 0
                ? name
                : NOTE.matcher(name).replaceAll("");
    }

    /** A list for people, of bounded length. */
    static String shown(List<String> names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(all.isEmpty() ? "" : ", ").append(StorableText.cut(name, MAX_SHOWN_CHARACTERS));
            if (all.length() > MAX_SHOWN) {
                return StorableText.cut(all.toString(), MAX_SHOWN) + " …";
            }
        }
        return all.toString();
    }

    /** A list for programs: the names in quotes, as in JSON. */
    static String quoted(List<String> names) {
        List<String> quoted = names.stream()
                .map(name -> '"'
                        + StorableText.cut(name, MAX_SHOWN_CHARACTERS)
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + '"')
                .toList();
        return quoted.size() == 1 ? quoted.getFirst() : quoted.toString();
    }
}
