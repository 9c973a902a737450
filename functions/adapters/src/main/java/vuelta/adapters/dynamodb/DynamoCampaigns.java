package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.line.LineId;

/** Campaigns, the list of all, and the list of those that work or cool down on a line. */
public final class DynamoCampaigns implements Campaigns {
    private static final int MOST_ON_LINE = 1_000;

    private final DynamoTable table;

    public DynamoCampaigns(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Campaign campaign) {
        CampaignId id = campaign.id();
        Map<String, AttributeValue> pacing = new ItemWriter(Keys.pacing(id))
                .put("in_flight", 0L)
                .put("sent", 0L)
                .put("loading", 0L)
                .put("plan_no", 0L)
                .put("sweep_shard", 0L)
                .put("sweep_after", "")
                .item();
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                TransactWriteItem.builder()
                        .put(table.putOf(CampaignItem.of(campaign.written()))
                                .conditionExpression("attribute_not_exists(pk)")
                                .build())
                        .build(),
                plainPut(pacing),
                plainPut(new ItemWriter(Keys.counters(id))
                        .put(DynamoLedger.PHASE, campaign.phase())
                        .item()),
                plainPut(new ItemWriter(Keys.listed(id)).item())));
        if (campaign.isOnLine()) {
            items.add(plainPut(new ItemWriter(Keys.active(campaign.line(), id)).item()));
        }
        if (!DynamoTable.written(table.transact(items))) {
            throw new IllegalStateException("there is a campaign " + id + " already");
        }
    }

    @Override
    public Optional<Campaign> find(CampaignId id) {
        return table.find(Keys.campaign(id)).map(item -> CampaignItem.read(id, item));
    }

    @Override
    public boolean save(Campaign next) {
        TransactWriteItem put = TransactWriteItem.builder()
                .put(table.putOf(CampaignItem.of(next.written()))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", next.version()))
                        .build())
                .build();
        if (!next.isOnLine()) {
            return table.put(put.put());
        }
        TransactWriteItem listed = plainPut(new ItemWriter(Keys.active(next.line(), next.id())).item());
        return DynamoTable.written(table.transact(List.of(put, listed)));
    }

    @Override
    public List<Campaign> list(Optional<CampaignId> after, int limit) {
        Map<String, AttributeValue> values = expressionValues(":pk", Keys.CAMPAIGNS);
        after.ifPresent(id -> values.put(":after", AttributeValue.fromS(id.value())));
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(limit))
                .items()
                .stream()
                .flatMap(item -> find(new CampaignId(item.text("sk"))).stream())
                .toList();
    }

    @Override
    public List<CampaignId> activeOn(LineId line) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :active)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.line(line).pk(), ":active", Keys.ACTIVE))
                        .consistentRead(true)
                        .limit(MOST_ON_LINE))
                .items()
                .stream()
                .map(item -> new CampaignId(item.text("sk").substring(Keys.ACTIVE.length())))
                .toList();
    }

    @Override
    public boolean retire(Campaign campaign) {
        if (campaign.isOnLine()) {
            return false;
        }
        TransactWriteItem unlist = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table.name())
                        .key(DynamoTable.key(Keys.active(campaign.line(), campaign.id()))))
                .build();
        TransactWriteItem asRead = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.name())
                        .key(DynamoTable.key(Keys.campaign(campaign.id())))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", campaign.version())))
                .build();
        TransactWriteItem quiet = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.name())
                        .key(DynamoTable.key(Keys.pacing(campaign.id())))
                        .conditionExpression("in_flight = :none")
                        .expressionAttributeValues(expressionValues(":none", 0)))
                .build();
        return DynamoTable.written(table.transact(List.of(unlist, asRead, quiet)));
    }

    private TransactWriteItem plainPut(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(table.putOf(item).build()).build();
    }
}
