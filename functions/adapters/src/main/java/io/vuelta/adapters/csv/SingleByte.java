package io.vuelta.adapters.csv;

import java.nio.charset.Charset;

/**
 * Encodings in which every byte is a character. They are defined here, because not every Java runtime has the old ones.
 * A byte without a character is read as U+FFFD.
 */
enum SingleByte {
    WINDOWS_1252(decoded(Charset.forName("windows-1252"))),
    /** The code pages of MS-DOS in Western Europe and Latin America: Excel's "CSV (MS-DOS)". */
    CP850("""
        ÇüéâäàåçêëèïîìÄÅ\
        ÉæÆôöòûùÿÖÜø£Ø×ƒ\
        áíóúñÑªº¿®¬½¼¡«»\
        ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
        └┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
        ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
        ÓßÔÒõÕµþÞÚÛÙýÝ¯´\
        \u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0\
        """),
    /** The encoding of the Macintosh before Unicode: Excel's "CSV (Macintosh)". */
    MAC_ROMAN("""
        ÄÅÇÉÑÖÜáàâäãåçéè\
        êëíìîïñóòôöõúùûü\
        †°¢£§•¶ß®©™´¨≠ÆØ\
        ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
        ¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ\
        –—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
        ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\
        \uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ\
        """);

    private static final int HALF = 0x80;

    private final String upper;

    SingleByte(String upper) {
        this.upper = upper;
        if (upper.length() != HALF) {
            throw new IllegalArgumentException(upper.length() + " characters, not " + HALF);
        }
    }

    private static String decoded(Charset charset) {
        byte[] upper = new byte[0x80];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = (byte) (upper.length + i);
        }
        return new String(upper, charset);
    }

    char decode(byte one) {
        return one < 0 ? upper.charAt(one + HALF) : (char) one;
    }
}
