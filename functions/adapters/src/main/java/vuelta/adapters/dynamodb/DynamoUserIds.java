package vuelta.adapters.dynamodb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.phone.UserId;
import vuelta.domain.phone.UserIds;

/**
 * User ids, one small item each ({@code U#<user id>}). Every message has three statuses that say the same: what this process
 * has written lately it does not write again for the next of them.
 */
public final class DynamoUserIds implements UserIds {
    private static final int MAX_REMEMBERED = 10_000;

    private final DynamoTable table;
    private final Map<UserId, PhoneNumber> written = Collections.synchronizedMap(new Remembered());

    public DynamoUserIds(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(UserId id, PhoneNumber number) {
        if (!number.equals(written.get(id))) {
            table.put(new ItemWriter(keys(id)).put("number", number.e164()).item());
            written.put(id, number);
        }
    }

    @Override
    public Optional<PhoneNumber> find(UserId id) {
        return table.find(keys(id)).map(item -> new PhoneNumber(item.text("number")));
    }

    private static Keys keys(UserId id) {
        return new Keys("U#" + id, "USER");
    }

    /** Forgets the one that was written first. */
    private static final class Remembered extends LinkedHashMap<UserId, PhoneNumber> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, PhoneNumber> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
