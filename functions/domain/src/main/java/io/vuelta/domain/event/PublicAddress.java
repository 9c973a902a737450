package io.vuelta.domain.event;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Decides which addresses belong to the public Internet: through a host name that a user has entered, Vuelta must not
 * send requests to private addresses.
 */
public final class PublicAddress {
    private static final int IPV4_BYTES = 4;

    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0/8"),
            Block.of("10.0.0.0/8"),
            Block.of("100.64.0.0/10"),
            Block.of("127.0.0.0/8"),
            Block.of("169.254.0.0/16"),
            Block.of("172.16.0.0/12"),
            Block.of("192.0.0.0/24"),
            Block.of("192.0.2.0/24"),
            Block.of("192.88.99.0/24"),
            Block.of("192.168.0.0/16"),
            Block.of("198.18.0.0/15"),
            Block.of("198.51.100.0/24"),
            Block.of("203.0.113.0/24"),
            Block.of("224.0.0.0/4"),
            Block.of("240.0.0.0/4"));

    /**
     * The block of all public IPv6 addresses. Loopback, local and multicast addresses, and all forms of embedded IPv4
     * addresses, are outside it.
     */
    private static final Block UNICAST = new Block(HexFormat.of().parseHex("2000"), 3);

    /** Within {@link #UNICAST}: Teredo and other protocols, documentation, 6to4, documentation. */
    private static final List<Block> NOT_PUBLIC_UNICAST = List.of(
            new Block(HexFormat.of().parseHex("20010000"), 23),
            new Block(HexFormat.of().parseHex("20010db8"), 32),
            new Block(HexFormat.of().parseHex("2002"), 16),
            new Block(HexFormat.of().parseHex("3fff"), 20));

    private PublicAddress() {}

    /** Addresses that begin with the first {@code bits} bits of {@code prefix}. */
    private static final class Block {
        private final byte[] prefix;
        private final int bits;

        Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Block of(String cidr) {
            String[] parts = cidr.split("/", -1);
            String[] bytes = parts[0].split("\\.", -1);
            byte[] prefix = new byte[bytes.length];
            for (int at = 0; at < bytes.length; at++) {
                prefix[at] = (byte) Integer.parseInt(bytes[at]);
            }
            return new Block(prefix, Integer.parseInt(parts[1]));
        }

        boolean has(byte[] address) {
            byte[] start = Arrays.copyOf(prefix, address.length);
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES
                ? NOT_PUBLIC.stream().noneMatch(block -> block.has(bytes))
                : UNICAST.has(bytes) && NOT_PUBLIC_UNICAST.stream().noneMatch(block -> block.has(bytes));
    }
}
