package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.count.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Counts, sixteen items beside each campaign. */
public final class DynamoCounts implements Counts {
    private final DynamoTable table;

    public DynamoCounts(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Sums sums(CampaignId campaign, int cycle) {
        return all(campaign).stream().map(tally -> tally.in(cycle)).reduce(Sums.NONE, Sums::plus);
    }

    @Override
    public Tally find(CampaignId campaign, int slot) {
        return table.find(Keys.tally(campaign, slot)).map(TallyItem::read).orElseGet(() -> Tally.none(campaign, slot));
    }

    @Override
    public List<Tally> all(CampaignId campaign) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :count)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.campaign(campaign).pk(), ":count", Keys.COUNT))
                        .consistentRead(true))
                .map(TallyItem::read)
                .toList();
    }

    @Override
    public boolean save(Tally next, HourlyFigures moved) {
        Put put = put(next);
        if (moved.hours().isEmpty()) {
            return table.putOnce(put);
        }
        List<TransactWriteItem> items = new ArrayList<>(List.of(DynamoTable.in(put)));
        DayItem.add(table, next.campaign(), moved).forEach(update -> items.add(DynamoTable.in(update)));
        DynamoTable.Transacted answer = table.transact(items);
        return answer.written() || answer.shows(0, put.item());
    }

    @Override
    public HourlyFigures moved(CampaignId campaign, List<LocalDate> days) {
        return days.isEmpty()
                ? HourlyFigures.NONE
                : table
                        .findAllEventually(days.stream()
                                .distinct()
                                .map(day -> Keys.day(day, campaign))
                                .toList())
                        .stream()
                        .map(DayItem::read)
                        .reduce(HourlyFigures.NONE, HourlyFigures::plus);
    }

    @Override
    public Map<CampaignId, HourlyFigures> moved(LocalDate day) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", Keys.day(day))))
                .collect(Collectors.toMap(item -> new CampaignId(item.text("sk")), DayItem::read));
    }

    @Override
    public boolean replace(List<Tally> next) {
        List<Put> puts = next.stream().map(this::put).toList();
        DynamoTable.Transacted answer =
                table.transact(puts.stream().map(DynamoTable::in).toList());
        return answer.written()
                || IntStream.range(0, puts.size())
                        .anyMatch(i -> answer.shows(i, puts.get(i).item()));
    }

    private Put put(Tally next) {
        return table.putIfVersionOrNone(TallyItem.of(next.written()), TallyItem.VERSION, next.version());
    }
}
