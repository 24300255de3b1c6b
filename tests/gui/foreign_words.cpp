#include "tests/gui/foreign_words.h"

#include "app/gui/widgets/breakable.h"
#include "app/text/dates.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSet>
#include <QTextDocumentFragment>
#include <array>
#include <filesystem>
#include <map>

namespace tanba::gui::test {

namespace {

/// What the tests put there themselves (files and their content, readers, printers, a site's own words), the
/// longer before what it begins with, and names that are the same in every language.
constexpr std::array kData = {
    "Шарт, екі данада.",
    "Бірінші бет.",
    "қысқаша шарт.txt",
    "Шартқа қол қою",
    "Кіру коды / Код для входа",
    "Ешкімге айтпаңыз. Никому не сообщайте.",
    "Шарт",
    "Шот",
    "Договор",
    "Contract",
    "ТОО Пример",
    "Сумма",
    "Кеңсе принтері",
    "Model card",
    "Firefox",
    "/to sign",
    "home",
    "Сынақ порталы",
    "Қазақша",
    "Русский",
    "English",
    "Tanba",
};

const QString kLanguages = QStringLiteral("kk ru en");

QString nameOf(text::Language language) {
    const std::string_view name = text::languageName(language);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

/// Letters between anything else; what is written in capitals alone is a name or an abbreviation.
QStringList wordsOf(const QString& text) {
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    static const QRegularExpression ends(QStringLiteral("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$"));
    static const QRegularExpression address(QStringLiteral("[\\d_./@:\\\\=&]"));
    static const QRegularExpression letters(QStringLiteral("\\p{L}{2,}"));
    QStringList words;
    for (QString token : text.split(spaces, Qt::SkipEmptyParts)) {
        token.remove(ends);
        if (token.contains(address) || token == token.toUpper())
            continue;
        for (auto each = letters.globalMatch(token); each.hasNext();)
            words.append(each.next().captured().toLower());
    }
    return words;
}

/// All strings below a value, and those of `language` alone below a member that is named like a language.
void addWords(const QJsonValue& value, const QString& language, bool inLanguage, QSet<QString>& words) {
    if (value.isString() && inLanguage)
        for (const QString& word : wordsOf(value.toString()))
            words.insert(word);
    for (const QJsonValue each : value.toArray())
        addWords(each, language, inLanguage, words);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        if (member.key() == language)
            addWords(member.value(), language, true, words);
        else if (!kLanguages.contains(member.key()) || member.key().size() != 2)
            addWords(member.value(), language, inLanguage, words);
}

/// As they stand in dates.
void addMonths(text::Language language, QSet<QString>& words) {
    for (int month = 0; month < 12; ++month) {
        const Time time = tanba::test::goodTime() + std::chrono::hours(24 * 30 * month);
        for (const std::string& date :
             {text::dateInWords(time, {}, language), text::whenInWords(time, {}, language)})
            for (const QString& word : wordsOf(QString::fromStdString(date)))
                words.insert(word);
    }
}

QByteArray contentOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Every word of the tables and of the help.
const QSet<QString>& vocabulary(text::Language language) {
    static std::map<text::Language, QSet<QString>> known;
    QSet<QString>& words = known[language];
    if (!words.isEmpty())
        return words;
    const std::filesystem::path root(TANBA_SOURCE_DIR);
    for (const char* folder : {"translations", "resources"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
            if (entry.path().extension() == ".json")
                addWords(QJsonDocument::fromJson(contentOf(entry.path())).object(), nameOf(language), false,
                         words);
    const std::string articles = std::string(text::languageName(language));
    for (const auto& entry : std::filesystem::directory_iterator(root / "translations/help" / articles))
        for (const QString& word : wordsOf(QString::fromUtf8(contentOf(entry.path()))))
            words.insert(word);
    addMonths(language, words);
    return words;
}

QString plain(const QString& text) {
    QString shown = Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
    shown.remove(kMayBreak);
    for (const char* data : kData)
        shown.replace(QString::fromUtf8(data), QStringLiteral(" "));
    return shown;
}

/// What is seen of it, or said by a screen reader.
QStringList textsOf(const QWidget& widget) {
    QStringList texts{widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(),
                      widget.windowTitle()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        texts.append(label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        texts.append(button->text());
    if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
        texts.append(field->placeholderText());
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        for (int index = 0; index < box->count(); ++index)
            texts.append(box->itemText(index));
    return texts;
}

} // namespace

QStringList foreignWordsOf(const QString& text, text::Language language) {
    QStringList foreign;
    for (const QString& word : wordsOf(plain(text)))
        if (!vocabulary(language).contains(word))
            foreign.append(word);
    return foreign;
}

QStringList foreignWordsIn(const QWidget& window, text::Language language) {
    QStringList foreign;
    QList<const QWidget*> widgets{&window};
    for (const auto* widget : window.findChildren<QWidget*>())
        if (widget->isVisible())
            widgets.append(widget);
    static std::map<text::Language, QSet<QString>> all;
    QSet<QString>& checked = all[language]; // a walk sees most texts again and again
    for (const QWidget* widget : widgets)
        for (const QString& text : textsOf(*widget)) {
            if (text.isEmpty() || checked.contains(text))
                continue;
            checked.insert(text);
            for (const QString& word : foreignWordsOf(text, language))
                foreign.append(word + QStringLiteral(" in «") + text + QStringLiteral("»"));
        }
    return foreign;
}

} // namespace tanba::gui::test
