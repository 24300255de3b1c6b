// One thousand small documents signed by a run, against bare signatures with the same key.

#include "app/documents/shared_session.h"
#include "app/documents/signing_run.h"
#include "core/base/clock.h"
#include "core/base/disk_file_store.h"
#include "tests/support/test_pki.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace tanba;

constexpr int kDocuments = 1000;
constexpr int kRounds = 5;

void require(bool happened, const char* what) {
    if (happened)
        return;
    std::fprintf(stderr, "failed: %s\n", what);
    std::exit(EXIT_FAILURE);
}

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Bench {
  public:
    explicit Bench(fs::path folder)
        : folder_(std::move(folder)),
          authority_(test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "Bench")),
          person_(authority_.issue(crypto::KeyAlgorithm::Gost2015_512)), session_(test::sessionFor(person_)),
          threads_(std::max(1U, std::thread::hardware_concurrency())) {
        fs::create_directories(folder_ / "in");
        for (int number = 0; number < kDocuments; ++number)
            std::ofstream(folder_ / "in" / (std::to_string(number) + ".txt"))
                << "document " << number << '\n';
        auto list = documents::listDocuments(files_, {folder_ / "in"}, {}, {});
        require(list.ok() && list.value().documents.size() == kDocuments, "listing");
        documents_ = list.value().documents;
        digest_ = crypto::digestOf(crypto::DigestAlgorithm::Streebog512, viewOf("document")).value();
    }

    unsigned threads() const { return threads_; }

    void bareSignatures() {
        for (int count = 0; count < kDocuments; ++count)
            require(session_->sign(digest_).ok(), "signing");
    }
    void checkedSignatures(unsigned threads) {
        documents::SharedSession shared(*session_);
        std::vector<std::jthread> workers;
        for (unsigned worker = 0; worker < threads; ++worker)
            workers.emplace_back([&, worker] {
                for (unsigned count = worker; count < kDocuments; count += threads)
                    require(keys::signChecked(shared, digest_).ok(), "checked signing");
            });
    }
    enum class Record { Without, With };
    void run(unsigned workers, Record kept) {
        documents::SigningOrder order;
        order.format = documents::SignFormat::CmsDetached;
        order.outputFolder = folder_ / ("out-" + std::to_string(++runs_));
        fs::create_directories(order.outputFolder);
        documents::SigningRun run({files_, clock_}, order, documents_);
        documents::RunTools tools;
        tools.workers = workers;
        std::unique_ptr<documents::SigningRecord> record;
        if (kept == Record::With) {
            auto begun = documents::SigningRecord::begin(
                files_, order.outputFolder / "record", run.plan(),
                {clock_.now(), documents::identityOf(session_->certificate())});
            require(begun.ok(), "record");
            record = std::move(begun).value();
            tools.record = record.get();
        }
        require(run.run(*session_, tools, {}).ok(), "run");
        require(run.count(documents::RowState::Done) == kDocuments, "all rows");
    }

  private:
    fs::path folder_;
    test::Authority authority_;
    test::Identity person_;
    std::unique_ptr<keys::KeySession> session_;
    unsigned threads_;
    DiskFileStore files_;
    FixedClock clock_{test::goodTime()};
    std::vector<documents::Document> documents_;
    crypto::Digest digest_;
    int runs_ = 0;
};

struct Row {
    std::string name;
    std::function<void()> work;
    std::vector<double> seconds{};
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int count, char** values) {
    if (count != 2) {
        std::fprintf(stderr, "signing_batch EMPTY_FOLDER (on the disk to be measured)\n");
        return EXIT_FAILURE;
    }
    Bench bench(values[1]);
    const unsigned all = bench.threads();
    const std::string onAll = std::to_string(all) + " threads";
    std::vector<Row> rows = {
        {"bare signatures, 1 thread", [&] { bench.bareSignatures(); }},
        {"signed and verified, 1 thread", [&] { bench.checkedSignatures(1); }},
        {"signed and verified, " + onAll, [&] { bench.checkedSignatures(all); }},
        {"run, 1 worker", [&] { bench.run(1, Bench::Record::Without); }},
        {"run, " + onAll, [&] { bench.run(all, Bench::Record::Without); }},
        {"run with record, 1 worker", [&] { bench.run(1, Bench::Record::With); }},
        {"run with record, " + onAll, [&] { bench.run(all, Bench::Record::With); }},
    };
    for (int round = 0; round < kRounds; ++round)
        for (Row& row : rows)
            row.seconds.push_back(secondsOf(row.work));
    std::printf("| %d small documents, GOST512 | per second | beside bare signatures |\n|---|---|---|\n",
                kDocuments);
    for (const Row& row : rows) {
        std::vector<double> ratios;
        for (int round = 0; round < kRounds; ++round)
            ratios.push_back(rows.front().seconds[static_cast<std::size_t>(round)] /
                             row.seconds[static_cast<std::size_t>(round)]);
        std::printf("| %s | %.0f | %.2f |\n", row.name.c_str(), kDocuments / median(row.seconds),
                    median(ratios));
    }
    return EXIT_SUCCESS;
}
