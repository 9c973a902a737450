package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.line.LineId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Campaigns, the intake of each, the list of all, and the list of those that are active or cool down on a line. */
public final class DynamoCampaigns implements Campaigns {
    private static final String VERSION = "version";

    /** Maximum number of items in one request to DynamoDB. */
    private static final int MAX_READ = 100;

    /** The attribute of the intake that has the number of uploads still loading. */
    static final String LOADING = "loading";

    static final String ADDED = "added";
    static final String EDITS = "edits";

    private final DynamoTable table;

    public DynamoCampaigns(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Campaign campaign) {
        CampaignId id = campaign.id();
        Map<String, AttributeValue> created = CampaignItem.of(campaign.written());
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                DynamoTable.in(table.putIfAbsent(created)),
                table.putAnyway(new ItemWriter(Keys.intake(id))
                        .put(LOADING, 0L)
                        .put(ADDED, 0L)
                        .put(EDITS, 0L)
                        .item())));
        if (!id.isTest()) {
            items.add(table.putAnyway(new ItemWriter(Keys.listed(id)).item()));
        }
        if (campaign.isListed()) {
            items.add(listed(campaign));
        }
        DynamoTable.Transacted answer = table.transact(items);
        if (!answer.written() && !answer.shows(0, created)) {
            throw new IllegalStateException("there is a campaign " + id + " already");
        }
    }

    @Override
    public Optional<Campaign> find(CampaignId id) {
        return table.find(Keys.campaign(id)).map(item -> CampaignItem.read(id, item));
    }

    @Override
    public boolean save(Campaign next) {
        // A campaign does not contain its writer. Only the token of a transaction shows that a write is sent again
        // because its answer was lost; a plain write would then be refused as if another process had changed it.
        List<TransactWriteItem> items = new ArrayList<>(List.of(DynamoTable.in(asRead(next))));
        if (next.isListed()) {
            items.add(listed(next));
        }
        return table.transact(items).written();
    }

    /** A write on condition that the campaign has not changed since it was read. */
    private Put asRead(Campaign next) {
        return table.putIfVersion(CampaignItem.of(next.written()), VERSION, next.version());
    }

    private TransactWriteItem listed(Campaign campaign) {
        return table.putAnyway(new ItemWriter(Keys.active(campaign.line(), campaign.id())).item());
    }

    private TransactWriteItem notListed(Campaign campaign, LineId line) {
        return DynamoTable.in(table.deleteOf(Keys.active(line, campaign.id())).build());
    }

    @Override
    public List<Campaign> list(Optional<CampaignId> after, int limit) {
        Map<String, AttributeValue> values = expressionValues(":pk", Keys.CAMPAIGNS);
        after.ifPresent(id -> values.put(":after", AttributeValue.fromS(id.value())));
        return campaigns(table.page(QueryRequest.builder()
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(limit))
                .items());
    }

    @Override
    public List<Campaign> newer(CampaignId from, int limit) {
        return campaigns(table.newestLast(Keys.listed(from), "", limit));
    }

    /** The campaigns of these items of the list, in their order, up to {@value #MAX_READ} in one request. */
    private List<Campaign> campaigns(List<ItemReader> listed) {
        List<CampaignId> ids =
                listed.stream().map(item -> new CampaignId(item.text("sk"))).toList();
        Map<String, ItemReader> items = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MAX_READ) {
            List<CampaignId> part = ids.subList(from, Math.min(from + MAX_READ, ids.size()));
            table.findAll(part.stream().map(Keys::campaign).toList()).forEach(item -> items.put(item.text("pk"), item));
        }
        return ids.stream()
                .flatMap(
                        id -> Optional.ofNullable(items.get(Keys.campaign(id).pk()))
                                .map(item -> CampaignItem.read(id, item))
                                .stream())
                .toList();
    }

    @Override
    public int count(int most) {
        return table.count(Keys.CAMPAIGNS, most);
    }

    @Override
    public List<CampaignId> activeOn(LineId line) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :line)")
                        .expressionAttributeValues(expressionValues(":pk", Keys.ACTIVE, ":line", Keys.activeOn(line)))
                        .consistentRead(true))
                .map(item -> new CampaignId(
                        item.text("sk").substring(Keys.activeOn(line).length())))
                .toList();
    }

    @Override
    public List<LineId> linesAtWork() {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", Keys.ACTIVE))
                        .consistentRead(true))
                .map(item -> item.text("sk").split("#", 2)[0])
                .distinct()
                .map(LineId::new)
                .toList();
    }

    @Override
    public Intake intake(CampaignId id) {
        return table.find(Keys.intake(id))
                .map(item -> new Intake(item.integer(LOADING), item.number(ADDED), item.number(EDITS)))
                .orElse(Intake.NONE);
    }

    @Override
    public boolean rest(Campaign next, Intake intake, long pacing) {
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                DynamoTable.in(asRead(next)),
                DynamoTable.in(new ItemUpdate(table, Keys.intake(next.id()))
                        .whenNumber(LOADING, intake.loading())
                        .whenNumber(ADDED, intake.added())
                        .whenNumber(EDITS, intake.edits())
                        .check()),
                pacingIs(next.id(), pacing)));
        if (!next.isPaced()) {
            items.add(notListed(next, next.line()));
        }
        return table.transact(items).written();
    }

    @Override
    public boolean retire(Campaign campaign, LineId line, long pacing) {
        if (campaign.isPaced() && campaign.line().equals(line)) {
            return false;
        }
        return table.transact(List.of(
                        notListed(campaign, line),
                        DynamoTable.in(new ItemUpdate(table, Keys.campaign(campaign.id()))
                                .whenVersion(VERSION, campaign.version())
                                .check()),
                        pacingIs(campaign.id(), pacing)))
                .written();
    }

    private TransactWriteItem pacingIs(CampaignId id, long version) {
        return DynamoTable.in(new ItemUpdate(table, Keys.pacing(id))
                .whenVersion(BookItem.VERSION, version)
                .check());
    }
}
