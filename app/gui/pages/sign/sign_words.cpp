#include "app/gui/pages/sign/sign_words.h"

#include "app/gui/pages/key_words.h"
#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using documents::RowState;
using documents::SignFormat;

struct SizeRow {
    std::uint64_t from;
    double unit;
    Phrase words;
};
/// Units as file managers show them: 1 KB is 1024 bytes.
constexpr std::array<SizeRow, 4> kSizes = {{
    {std::uint64_t{1} << 30, 1024.0 * 1024 * 1024, Phrase::SizeGiga},
    {std::uint64_t{1} << 20, 1024.0 * 1024, Phrase::SizeMega},
    {std::uint64_t{1} << 10, 1024.0, Phrase::SizeKilo},
    {0, 1.0, Phrase::SizeBytes},
}};

struct TypeRow {
    DocumentType type;
    Phrase words;
};
constexpr std::array<TypeRow, 9> kTypes = {{
    {DocumentType::Text, Phrase::TypeText},
    {DocumentType::Xml, Phrase::TypeXml},
    {DocumentType::Pdf, Phrase::TypePdf},
    {DocumentType::Picture, Phrase::TypePicture},
    {DocumentType::Office, Phrase::TypeOffice},
    {DocumentType::Archive, Phrase::TypeArchive},
    {DocumentType::Signed, Phrase::TypeSigned},
    {DocumentType::Program, Phrase::TypeProgram},
    {DocumentType::Other, Phrase::TypeOther},
}};

struct UnfitRow {
    KeyFitness fitness;
    Phrase words;
};
constexpr std::array<UnfitRow, 7> kUnfit = {{
    {KeyFitness::Away, Phrase::UnfitAway},
    {KeyFitness::NoCertificate, Phrase::UnfitNoCertificate},
    {KeyFitness::WrongPurpose, Phrase::UnfitPurpose},
    {KeyFitness::Expired, Phrase::UnfitExpired},
    {KeyFitness::NotYetValid, Phrase::UnfitNotYet},
    {KeyFitness::PinBlocked, Phrase::UnfitBlocked},
    {KeyFitness::NotForSeveral, Phrase::UnfitSeveral},
}};

struct FormatRow {
    SignFormat format;
    Phrase words;
};
constexpr std::array<FormatRow, 3> kFormats = {{
    {SignFormat::CmsDetached, Phrase::SignFormatDetached},
    {SignFormat::Cms, Phrase::SignFormatCms},
    {SignFormat::Xml, Phrase::SignFormatXml},
}};

struct StateRow {
    RowState state;
    ListMoment moment;
    CardKind kind;
    Phrase words;
};
constexpr std::array<StateRow, 10> kStates = {{
    {RowState::Waiting, ListMoment::BeforeSigning, CardKind::Plain, Phrase::SignRowReady},
    {RowState::Waiting, ListMoment::SinceSigning, CardKind::Plain, Phrase::SignRowWaiting},
    {RowState::Working, ListMoment::BeforeSigning, CardKind::Info, Phrase::SignRowWorking},
    {RowState::Working, ListMoment::SinceSigning, CardKind::Info, Phrase::SignRowWorking},
    {RowState::Done, ListMoment::BeforeSigning, CardKind::Good, Phrase::SignRowDone},
    {RowState::Done, ListMoment::SinceSigning, CardKind::Good, Phrase::SignRowDone},
    {RowState::AlreadySigned, ListMoment::BeforeSigning, CardKind::Info, Phrase::SignRowSigned},
    {RowState::AlreadySigned, ListMoment::SinceSigning, CardKind::Info, Phrase::SignRowSigned},
    {RowState::Failed, ListMoment::BeforeSigning, CardKind::Bad, Phrase::SignRowNot},
    {RowState::Failed, ListMoment::SinceSigning, CardKind::Bad, Phrase::SignRowFailed},
}};

constexpr qsizetype kMostOnButton = 28;

QString signersWords(const std::vector<std::string>& signers, const Words& words) {
    std::string names;
    for (const std::string& name : signers)
        names += (names.empty() ? "" : ", ") + displayText(name);
    return words.say(Phrase::SignRowSigners, {{"names", names}});
}

QString resultWords(const documents::RunRow& row, const Words& words) {
    const auto file = [](const std::filesystem::path& path) {
        return text::TextValue{"file", displayText(path.filename().string())};
    };
    if (row.state == RowState::Done)
        return words.say(Phrase::SignRowResult, {file(row.output)});
    if (row.state == RowState::AlreadySigned && row.document.signature != row.document.path)
        return words.say(Phrase::SignRowBeside, {file(row.document.signature)});
    return {};
}

} // namespace

QString sizeWords(std::uint64_t bytes, const Words& words) {
    const auto row =
        std::ranges::find_if(kSizes, [bytes](const SizeRow& size) { return bytes >= size.from; });
    const double count = static_cast<double>(bytes) / row->unit;
    QString number = QString::number(count, 'f', row->unit > 1 && count < 100 ? 1 : 0);
    if (words.language() != text::Language::En)
        number.replace(QLatin1Char('.'), QLatin1Char(','));
    return words.say(row->words, {{"number", toUtf8(number)}});
}

QString typeWords(DocumentType type, const Words& words) {
    return words.say(std::ranges::find(kTypes, type, &TypeRow::type)->words);
}

Icon iconOf(DocumentType type) {
    return type == DocumentType::Signed ? Icon::Sign : Icon::File;
}

QString formatWords(const documents::SigningOrder& order, const Words& words) {
    if (order.adding == documents::Adding::ToExisting)
        return words.say(Phrase::SignFormatAdding);
    return formatWords(order.format, words);
}

QString formatWords(SignFormat format, const Words& words) {
    return words.say(std::ranges::find(kFormats, format, &FormatRow::format)->words);
}

QString unfitWords(KeyFitness fitness, const Words& words) {
    const auto row = std::ranges::find(kUnfit, fitness, &UnfitRow::fitness);
    return row == kUnfit.end() ? QString() : words.say(row->words);
}

QString nameWords(const std::filesystem::path& file) {
    return fromUtf8(displayText(file.filename().string()));
}

QString ownerForButton(const keys::Certificate& certificate) {
    const keys::Owner owner = keys::kzProfile(certificate).owner;
    QString name =
        fromUtf8(displayText(owner.commonName.empty() ? certificate.subject().display() : owner.commonName));
    if (name.size() > kMostOnButton)
        name = name.left(kMostOnButton - 1) + QChar(0x2026);
    return name;
}

QString keyLineWords(const SigningKeyOption& key, const Words& words) {
    if (key.certificate)
        return words.say(Phrase::PortalKeyOf, {{"name", toUtf8(ownerForButton(*key.certificate))}});
    if (!key.onCard())
        return words.say(Phrase::PortalKeyFile, {{"name", toUtf8(fileNameOf(key.file))}});
    return words.say(Phrase::PortalKeyOf, {{"name", key.holder}});
}

DocumentView viewOf(const ChosenDocument& document, ListMoment moment, const Words& words) {
    const documents::RunRow& row = document.row;
    DocumentView view;
    view.path = document.path();
    view.icon = iconOf(document.type);
    view.name = nameWords(document.path());
    QStringList details{sizeWords(row.document.size, words), typeWords(document.type, words)};
    if (!row.presentSigners.empty())
        details << signersWords(row.presentSigners, words);
    details << resultWords(row, words);
    details.removeAll(QString());
    view.detail = details.join(QStringLiteral(" · "));
    if (row.failure && row.state != RowState::AlreadySigned) // that is no trouble, and the state says it
        view.trouble = fromUtf8(words.sentence(*row.failure).what);
    const auto state = std::ranges::find_if(kStates, [&row, moment](const StateRow& each) {
        return each.state == row.state && each.moment == moment;
    });
    view.kind = state->kind;
    view.state = words.say(state->words);
    if (row.state == RowState::Done)
        view.result = row.output;
    return view;
}

DocumentView viewOf(const documents::NotListed& file, const Words& words) {
    DocumentView view;
    view.path = file.path;
    view.name = nameWords(file.path);
    view.trouble = fromUtf8(words.sentence(file.failure).what);
    view.kind = CardKind::Bad;
    view.state = words.say(Phrase::SignRowNot);
    return view;
}

std::vector<std::size_t> inOrder(const std::vector<ChosenDocument>& documents,
                                 std::initializer_list<RowState> states) {
    std::vector<std::size_t> order;
    for (const RowState state : states)
        for (std::size_t index = 0; index < documents.size(); ++index)
            if (documents[index].row.state == state)
                order.push_back(index);
    return order;
}

} // namespace tanba::gui
